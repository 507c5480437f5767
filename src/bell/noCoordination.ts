import type { Coordination } from './ports.ts';

/** The coordination of a single worker: nobody else sends, so nothing needs to wait for others. */
export const noCoordination: Coordination = {
  admit: async () => true,
  join: async () => undefined,
  close: async () => [],
  takeOver: async () => undefined,
};

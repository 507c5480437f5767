import type { Crowd } from '../ports.ts';

/** The crowd of a single worker: nobody else sends, so nothing needs to wait for others. */
export const soloCrowd: Crowd = {
  admit: async () => true,
  join: async () => undefined,
  close: async () => [],
  takeOver: async () => undefined,
};

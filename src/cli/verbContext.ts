import type { Clock } from '../bell/ports.ts';
import type { Terminal } from './terminal.ts';

/** What a verb works with. */
export type VerbContext = {
  readonly environment: NodeJS.ProcessEnv;
  readonly terminal: Terminal;
  readonly clock: Clock;
};

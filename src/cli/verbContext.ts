import type { Clock } from '../bell/ports.ts';
import type { Language } from '../notice/notice.ts';
import type { Terminal } from './terminal.ts';

/** What a verb works with. */
export type VerbContext = {
  readonly environment: NodeJS.ProcessEnv;
  readonly terminal: Terminal;
  readonly clock: Clock;
  /** Of what is said to people; what programs read is the same in every language. */
  readonly language: Language;
};

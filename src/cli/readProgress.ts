import type { Clock } from '../bell/ports.ts';
import { megabytes } from './scanSummary.ts';
import type { Terminal } from './terminal.ts';

/** How far a reading of files is. */
export type ReadSoFar = {
  /** Of the files as they are stored. */
  readonly bytes: number;
  /** What is done of all there is to do, from 0 to 1; undefined while nobody knows how much that is. */
  readonly share: number | undefined;
  /** The files, in words. */
  readonly files: string;
  /** What was found in them, in words. */
  readonly found: string;
};

const EVERY_MS = 100;
const BAR = 30;

/** Shows a bar, the bytes, their rate and the time left, ten times a second at most. */
export function createReadProgress(terminal: Terminal, clock: Clock): (soFar: ReadSoFar) => void {
  const startedAt = clock.now();
  let shownAt = Number.NEGATIVE_INFINITY;
  return ({ bytes, share, files, found }) => {
    const now = clock.now();
    if (now - shownAt < EVERY_MS) return;
    shownAt = now;
    const seconds = Math.max(0.1, (now - startedAt) / 1000);
    // What was measured wrongly, as a file that grows is, must not run over the end.
    const done = share === undefined ? undefined : Math.min(share, 1);
    const bar = done === undefined ? '' : `[${'='.repeat(Math.floor(BAR * done)).padEnd(BAR)}] `;
    const left =
      done === undefined || done === 0
        ? ''
        : `, ${timeLeft(Math.ceil((seconds * (1 - done)) / done))} left`;
    const rate = `${megabytes(bytes / seconds)} a second`;
    terminal.progress(`${bar}${files}, ${megabytes(bytes)}, ${rate}${left}, ${found}`);
  };
}

/** `42 s`, `5 min`, `3.5 h`. */
function timeLeft(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toLocaleString('en-US', { maximumFractionDigits: 1 })} h`;
}

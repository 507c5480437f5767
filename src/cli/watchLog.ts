import type { Clock } from '../bell/ports.ts';
import { jsonText } from './jsonText.ts';
import { shown, type Terminal } from './terminal.ts';

/** What a process that runs for long says of itself: a line each, for people or for machines. */
export type WatchLog = {
  readonly isJson: boolean;
  say(what: string, details: Readonly<Record<string, string | number>>): void;
};

export function createWatchLog(isJson: boolean, terminal: Terminal, clock: Clock): WatchLog {
  return {
    isJson,
    say: (what, details) => {
      const time = new Date(clock.now()).toISOString();
      if (isJson) terminal.err(jsonText({ time, what, ...details }));
      else {
        const parts = Object.entries(details).map(
          ([name, value]) => `${name} ${shown(`${value}`, 400)}`,
        );
        terminal.err(`${time} ${what}: ${parts.join(', ')}`);
      }
    },
  };
}

import { createInterface } from 'node:readline/promises';
import type { Severity } from '../notice/notice.ts';
import { cleanText } from '../signin/cleanText.ts';

/** Where a command prints: results to `out`, everything else to `err`. */
export type Terminal = {
  /** A line of result. Untrusted text must have gone through `shown`. */
  out(line: string): void;
  /** A line for people: progress, problems, hints. */
  err(line: string): void;
  /** Replaces the progress line; `''` clears it. Nothing where nobody looks at a terminal. */
  progress(text: string): void;
  /** Asks a person and returns the answer, without its line break; only where `canAsk`. */
  ask(question: string): Promise<string>;
  /** Somebody sees the question and can type: standard input and standard error are a terminal. */
  readonly canAsk: boolean;
  readonly isInteractive: boolean;
  /** Columns of the terminal; 80 where there is none. */
  readonly columns: number;
  readonly style: Style;
};

export type Style = Readonly<
  Record<'bold' | 'dim' | 'red' | 'yellow' | 'green', (text: string) => string>
>;

const CODES = { bold: 1, dim: 2, red: 31, yellow: 33, green: 32 } as const;

/**
 * The process's own terminal. Colours only on a terminal and never with NO_COLOR (https://no-color.org);
 * progress only on a terminal and only once a second has passed.
 */
export function processTerminal(environment: NodeJS.ProcessEnv): Terminal {
  const { stdin, stdout, stderr } = process;
  const isInteractive = stdout.isTTY === true;
  const coloured = isInteractive && !environment['NO_COLOR'] && environment['TERM'] !== 'dumb';
  const startedAt = Date.now();
  let progressShown = false;
  const clear = () => {
    if (progressShown) stderr.write('\r\u001b[K');
    progressShown = false;
  };
  return {
    out: (line) => {
      clear();
      stdout.write(`${line}\n`);
    },
    err: (line) => {
      clear();
      stderr.write(`${line}\n`);
    },
    progress: (text) => {
      if (stderr.isTTY !== true) return;
      clear();
      if (text === '' || Date.now() - startedAt < 1000) return;
      stderr.write(text.slice(0, (stderr.columns ?? 80) - 1));
      progressShown = true;
    },
    ask: async (question) => {
      clear();
      const lines = createInterface({ input: stdin, output: stderr });
      try {
        // Ctrl-D closes without an answer, and must not leave the question open for ever.
        const closed = new Promise<string>((resolve) => {
          lines.once('close', () => resolve(''));
        });
        return await Promise.race([lines.question(question), closed]);
      } finally {
        lines.close();
      }
    },
    canAsk: stdin.isTTY === true && stderr.isTTY === true,
    isInteractive,
    columns: stdout.columns ?? 80,
    style: styleOf(coloured),
  };
}

function styleOf(coloured: boolean): Style {
  const paint = (name: keyof typeof CODES) => (text: string) =>
    coloured ? `\u001b[${CODES[name]}m${text}\u001b[0m` : text;
  return {
    bold: paint('bold'),
    dim: paint('dim'),
    red: paint('red'),
    yellow: paint('yellow'),
    green: paint('green'),
  };
}

/** Untrusted text fit for a terminal: no escape, no line break, bounded. */
export function shown(text: string, limit = 200): string {
  return cleanText(text, limit);
}

/** The mark before a notice: its severity, readable without colour. */
export function severityMark(severity: Severity, style: Style): string {
  if (severity === 'critical') return style.bold(style.red('!!'));
  return severity === 'warning' ? style.yellow(' !') : style.green(' ·');
}

/** JSON of anything, whose every character a terminal shows: what is not is written as its `\u` escape. */
export function printableJson(value: unknown): string {
  return JSON.stringify(value, undefined, 2).replaceAll(
    /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

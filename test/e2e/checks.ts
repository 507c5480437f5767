import { isDeepStrictEqual } from 'node:util';

/** The tally of a script that checks things one after the other and says each on a line. */
export type Checks = {
  /** `ok …`, or `not ok …` with `detail` under it. */
  check(title: string, holds: boolean, detail?: unknown): void;
  /** `check` that two values are deeply equal; shows both when they are not. */
  equal(title: string, actual: unknown, expected: unknown): void;
  /** Something that cannot be looked at here; counts as neither passed nor failed. */
  skip(title: string, because: string): void;
  /** A line of information. */
  note(text: string): void;
};

/**
 * Runs a script of checks. A throw is a failed check. Prints `N passed, N failed` at the end and sets the exit
 * code: 1 where anything failed, or where nothing was checked at all.
 */
export async function runChecks(body: (checks: Checks) => Promise<void>): Promise<void> {
  let [passed, failed] = [0, 0];
  const say = (line: string) => process.stdout.write(`${line}\n`);
  const check = (title: string, holds: boolean, detail?: unknown) => {
    if (holds) passed += 1;
    else failed += 1;
    say(`${holds ? 'ok' : 'not ok'} ${title}`);
    if (!holds && detail !== undefined) say(indented(detail));
  };
  try {
    await body({
      check,
      equal: (title, actual, expected) =>
        check(title, isDeepStrictEqual(actual, expected), { actual, expected }),
      skip: (title, because) => say(`skipped: ${title}, because ${because}`),
      note: (text) => say(`# ${text}`),
    });
  } catch (error) {
    check('the script comes to its end', false, error instanceof Error ? error.stack : error);
  }
  say(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}

function indented(detail: unknown): string {
  const text =
    typeof detail === 'string' ? detail : (JSON.stringify(detail, null, 2) ?? 'undefined');
  return text.replace(/^/gm, '    ');
}

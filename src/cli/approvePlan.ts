import { LoginbellError } from '../errors.ts';
import { type Plan, planLines } from '../installation/plan.ts';
import type { AwsVerbOptions } from './awsOptions.ts';
import { EXIT } from './exitCodes.ts';
import { printableJson, shown, type Terminal } from './terminal.ts';

/** Whether to act on a plan; otherwise the exit code to end with. */
export type Approval = { readonly act: true } | { readonly act: false; readonly exitCode: number };

/**
 * Shows a plan and finds out whether to act on it: with `--dry-run` never, with `--yes` always, otherwise a person at
 * a terminal is asked. Nobody there to ask is a `bad-input` error: nothing happens by default.
 */
export async function approvePlan(
  plan: Plan,
  { dryRun, yes, json }: Pick<AwsVerbOptions, 'dryRun' | 'yes' | 'json'>,
  terminal: Terminal,
): Promise<Approval> {
  // The plan is the result of a dry run, and a word on the side of anything else.
  const print = dryRun ? terminal.out : terminal.err;
  if (json && dryRun) print(printableJson(plan));
  else for (const line of planLines(plan)) print(shownLine(line));
  if (dryRun) return { act: false, exitCode: EXIT.ok };
  if (yes) return { act: true };
  if (!terminal.canAsk) {
    throw new LoginbellError(
      'bad-input',
      'nothing was done: there is no terminal to ask on; add --yes to do what the plan says, or --dry-run to see it only',
    );
  }
  const answer = await terminal.ask('Go ahead? [y/N] ');
  if (/^\s*y(es)?\s*$/i.test(answer)) return { act: true };
  terminal.err('Nothing was done.');
  return { act: false, exitCode: EXIT.declined };
}

/** A line cleaned of what others may have put into it, its indentation kept. */
function shownLine(line: string): string {
  return `${/^ */.exec(line)?.[0] ?? ''}${shown(line, 400)}`;
}

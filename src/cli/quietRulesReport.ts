import type { SignInHistory } from '../bell/ports.ts';
import type { QuietRule } from '../bell/quietRules.ts';
import { reasonOf } from '../errors.ts';
import { plural } from './plural.ts';
import { shown } from './terminal.ts';

const WEEK = 7 * 86_400_000;

/** A quiet rule, and how many sign-ins it silenced in the last week. `isSet`: the installation has it now. */
export type QuietRuleUse = {
  readonly rule: string;
  readonly silenced: number;
  readonly isSet: boolean;
};

/** What quiet rules silenced in the week before `now`, or why that could not be looked at. */
export async function loadQuietRuleUse(
  rules: readonly QuietRule[],
  history: SignInHistory,
  now: number,
): Promise<readonly QuietRuleUse[] | { readonly problem: string }> {
  const counts = new Map(rules.map(({ text }) => [text, 0]));
  const [since, until] = [new Date(now - WEEK).toISOString(), new Date(now).toISOString()];
  try {
    for await (const { state, mutedBy } of history.entries({ since, until })) {
      if (state === 'muted' && mutedBy) counts.set(mutedBy, (counts.get(mutedBy) ?? 0) + 1);
    }
  } catch (error) {
    return { problem: reasonOf(error) };
  }
  const isSet = (rule: string) => rules.some(({ text }) => text === rule);
  return [...counts].map(([rule, silenced]) => ({ rule, silenced, isSet: isSet(rule) }));
}

/** For people: a line a rule. */
export function quietRuleLines(
  found: readonly QuietRuleUse[] | { readonly problem: string },
): readonly string[] {
  const heading = 'Quiet rules, and what they silenced in the last seven days:';
  if ('problem' in found)
    return [heading, `  it could not be looked at: ${shown(found.problem, 300)}`];
  const lines = found.map(({ rule, silenced, isSet }) => {
    const gone = isSet ? '' : ' (no rule any more)';
    return `  ${shown(rule, 200)}  ${plural(silenced, 'sign-in')}${gone}`;
  });
  return lines.length === 0 ? [] : [heading, ...lines];
}

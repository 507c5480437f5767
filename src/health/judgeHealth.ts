import type { Language } from '../notice/notice.ts';
import { fill } from '../notice/wording.ts';
import { COMMON_FINDINGS, type FindingTexts, type Judged, type Values } from './check.ts';
import { CHECK_NAMES, CHECKS, type CheckName, type HealthFacts } from './checks.ts';
import type { CheckResult } from './verdict.ts';

/**
 * Judges every check, in the order in which a sign-in passes them. Pure: facts in, verdicts out, one for each of
 * `CHECK_NAMES`, worded in the given language.
 */
export function judgeHealth(facts: HealthFacts, language: Language = 'en'): CheckResult[] {
  return CHECK_NAMES.map((link) => worded(link, CHECKS[link].judge(facts), facts, language));
}

function worded(
  link: CheckName,
  { verdict, finding, values = {}, on }: Judged,
  { names, version }: HealthFacts,
  language: Language,
): CheckResult {
  const { alarms: _, ...plainNames } = names;
  const hung = on === undefined ? {} : { on: on[language] };
  const all: Values = { ...plainNames, version, ...values, ...hung };
  const { name, texts } = textsOf(link, finding);
  const command = verdict === 'ok' ? undefined : commandOf(texts.command, all);
  return {
    link,
    title: CHECKS[link].title[language],
    verdict,
    finding: name,
    evidence: fill(texts[language], all).trim(),
    ...(texts.repair === undefined ? {} : { repair: texts.repair[language] }),
    ...(command === undefined ? {} : { command }),
  };
}

/** `{ name, texts }` of what a check found: the name that programs know, the words that people read. */
function textsOf(link: CheckName, finding: string) {
  const own: Readonly<Record<string, FindingTexts>> = CHECKS[link].findings;
  const common: Readonly<Record<string, FindingTexts>> = COMMON_FINDINGS;
  const texts = own[finding];
  if (texts !== undefined) return { name: `${link}-${finding}`, texts };
  return { name: finding, texts: common[finding] ?? COMMON_FINDINGS['not-seen'] };
}

const PLAIN_WORD = /^[\w@%+=:,./][\w@%+=:,./#-]*$/;
/** Alarms, which the template names. */
const PLAIN_WORDS = /^[\w -]+$/;

/** Nothing that a shell would read as more than a word comes into a command, whoever chose the name. */
function commandOf(template: string | undefined, values: Values): string | undefined {
  if (template === undefined) return undefined;
  const used = [...template.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const isPlain = (name: string) =>
    name === 'pattern' || (name === 'names' ? PLAIN_WORDS : PLAIN_WORD).test(String(values[name]));
  return used.every(isPlain) ? fill(template, values) : undefined;
}

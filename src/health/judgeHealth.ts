import type { Language } from '../notice/notice.ts';
import { fill } from '../notice/wording.ts';
import type { HealthFacts } from './facts.ts';
import { findingsEn, titlesEn } from './findings.en.ts';
import { findingsJa, titlesJa } from './findings.ja.ts';
import { COMMANDS, type Finding, type Values } from './findings.ts';
import type { Judged, Judgements } from './judged.ts';
import { judgeFunction } from './judgeFunction.ts';
import { judgeKeeping } from './judgeKeeping.ts';
import { judgeStream } from './judgeStream.ts';
import { judgeTrail } from './judgeTrail.ts';
import { LINKS, type LinkName, type LinkVerdict } from './verdict.ts';

/**
 * Judges every link of the chain, in the order in which a sign-in passes them. Pure: facts in, verdicts out,
 * one for each of `LINKS`, worded in the given language.
 */
export function judgeHealth(facts: HealthFacts, language: Language = 'en'): LinkVerdict[] {
  const judged: Judgements = {
    ...judgeTrail(facts),
    ...judgeStream(facts),
    ...judgeFunction(facts),
    ...judgeKeeping(facts),
  };
  return LINKS.flatMap((link) => {
    const one = judged[link];
    return one === undefined ? [] : worded(link, one, facts, language);
  });
}

function worded(
  link: LinkName,
  { verdict, finding, values = {} }: Judged,
  { names, version }: HealthFacts,
  language: Language,
): LinkVerdict {
  const [titles, texts] = language === 'ja' ? [titlesJa, findingsJa] : [titlesEn, findingsEn];
  const { alarms: _, ...plainNames } = names;
  const all: Values = { ...plainNames, version, ...values };
  const [evidence, repair] = texts[finding];
  const command = verdict === 'ok' ? undefined : commandOf(finding, all);
  return {
    link,
    title: titles[link],
    verdict,
    finding,
    evidence: fill(evidence, finding === 'depends' ? { on: titles[hung(values)] } : all).trim(),
    ...(repair === undefined ? {} : { repair }),
    ...(command === undefined ? {} : { command }),
  };
}

const PLAIN_WORD = /^[\w@%+=:,./][\w@%+=:,./#-]*$/;
/** Alarms, which the template names. */
const PLAIN_WORDS = /^[\w -]+$/;

function hung({ on }: Values): LinkName {
  return LINKS.find((link) => link === on) ?? 'trail';
}

/** Nothing that a shell would read as more than a word comes into a command, whoever chose the name. */
function commandOf(finding: Finding, values: Values): string | undefined {
  const template = COMMANDS[finding];
  if (template === undefined) return undefined;
  const used = [...template.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const isPlain = (name: string) =>
    name === 'pattern' || (name === 'names' ? PLAIN_WORDS : PLAIN_WORD).test(String(values[name]));
  return used.every(isPlain) ? fill(template, values) : undefined;
}

import type { Language } from '../notice/notice.ts';
import type { EventsSetting } from '../signin/events.ts';
import type { ChainNames } from './names.ts';

/** What was seen of a thing, or why it could not be looked at. */
export type Seen<T> =
  | { readonly seen: true; readonly value: T }
  /** `reason`: in English, one line. `permission`: the one that was missing, if that was it. */
  | { readonly seen: false; readonly reason: string; readonly permission?: string };

/** What every check knows before anybody looks. */
export type Context = {
  /** When this was looked at, milliseconds since the epoch. */
  readonly at: number;
  readonly names: ChainNames;
  /** What the installation was set to ring for; decides the pattern of the filter. */
  readonly events: EventsSetting;
  /** The version of the program that looks. */
  readonly version: string;
  /** The safety net itself looks: so it runs. @default false */
  readonly byItself?: boolean;
  /** Who was to be told, by the stack's own parameter; absent where nobody was named or the stack is not known. */
  readonly email?: string | undefined;
  /** The second address, for loginbell's own faults; likewise. */
  readonly alarmEmail?: string | undefined;
};

/** A text in every language. `{name}`: filled in from the names of the installation and the values of the judgement. */
export type Texts = Readonly<Record<Language, string>>;

/** The texts of one finding: the evidence, what is to be done, and the command that does it, where one does. */
export type FindingTexts = Texts & { readonly repair?: Texts; readonly command?: string };

/** What a permission is about. `any`: actions that know no resources, or list all or none. */
export const RESOURCES = [
  'any',
  'trails',
  'log-groups',
  'function',
  'table',
  'queue',
  'topic',
  'rules',
  'account',
] as const;
export type Resource = (typeof RESOURCES)[number];

/** The actions of AWS that a check looks with, each with what it is about and why. */
export type Reads = Readonly<Record<string, { readonly on: Resource; readonly why: string }>>;

/** `warning`: something does not work, and nothing is lost by it. */
export type Verdict = 'ok' | 'warning' | 'broken' | 'unknown';

/** What stands at the `{name}` places of a finding's texts. */
export type Values = Readonly<Record<string, string | number>>;

/** What was found, before it is worded. */
export type Judged<Finding extends string = string> = {
  readonly verdict: Verdict;
  readonly finding: Finding;
  readonly values?: Values;
  /** The title of the check that decides this one. */
  readonly on?: Texts;
};

/** What any check may find. */
type CommonFinding = 'depends' | 'denied' | 'not-seen';
export const COMMON_FINDINGS: Readonly<Record<CommonFinding, FindingTexts>> = {
  depends: { en: 'It hangs on another link: {on}.', ja: '別の箇所 ({on}) に左右されます。' },
  denied: {
    en: 'The permission {permission} is missing.',
    ja: '権限 {permission} がありません。',
    repair: {
      en: 'Allow it, and look again.',
      ja: '権限を与えてから、もう一度確認してください。',
    },
  },
  'not-seen': { en: 'It could not be looked at: {reason}', ja: '確認できませんでした: {reason}' },
};

/** One check: what it is called, what it reads, all that it can find, in words, and how it judges. */
export type Check<Facts, Finding extends string> = {
  readonly title: Texts;
  /** What its loader (aws/health) asks, where no other check asks it: policies are made of this. */
  readonly reads: Reads;
  /** By names of its own; programs see them after the name of the check: `filter-missing`. */
  readonly findings: Readonly<Record<Finding, FindingTexts>>;
  /** Pure. */
  readonly judge: (facts: Facts) => Judged<NoInfer<Finding> | CommonFinding>;
};

/** Checks the definition, and that `judge` finds nothing that has no words. */
export function defineCheck<Facts, const Finding extends string>(
  check: Check<Facts, Finding>,
): Check<Facts, Finding> {
  return check;
}

/** The check holds. */
export function ok<const Finding extends string>(
  finding: Finding,
  values: Values = {},
): Judged<Finding> {
  return { verdict: 'ok', finding, values };
}

/** It does not: nothing gets through, or nobody would hear. */
export function broken<const Finding extends string>(
  finding: Finding,
  values: Values = {},
): Judged<Finding> {
  return { verdict: 'broken', finding, values };
}

/** It does not hold, but another way brings what it loses. */
export function warning<const Finding extends string>(
  finding: Finding,
  values: Values = {},
): Judged<Finding> {
  return { verdict: 'warning', finding, values };
}

/** It was looked at, and cannot be told. */
export function unknown<const Finding extends string>(
  finding: Finding,
  values: Values = {},
): Judged<Finding> {
  return { verdict: 'unknown', finding, values };
}

/** Judges what was seen; for what could not be looked at, `unknown` with the reason. */
export function given<T, Finding extends string>(
  seen: Seen<T>,
  judge: (value: T) => Judged<Finding>,
): Judged<Finding | CommonFinding> {
  if (seen.seen) return judge(seen.value);
  const { reason, permission } = seen;
  return permission === undefined
    ? unknown('not-seen', { reason })
    : unknown('denied', { permission });
}

/** `unknown`, because another check does not hold and decides this one. */
export function dependsOn(check: { readonly title: Texts }): Judged<CommonFinding> {
  return { ...unknown('depends'), on: check.title };
}

/** `2026-03-02 09:30`, UTC. */
export function minuteOf(time: number): string {
  return new Date(time).toISOString().slice(0, 16).replace('T', ' ');
}

/** The remedy for what a stack made and somebody deleted. */
export const REDEPLOY: Texts = {
  en: 'Delete the stack and deploy the template again; table and logs are kept (docs/deploy.md).',
  ja: 'スタックを削除し、テンプレートをもう一度デプロイしてください。テーブルとログは残ります (docs/deploy.md)。',
};

import type { Finding } from './findings.ts';

/** The links, from AWS's record to the reader's mailbox. */
export const LINKS = [
  'trail',
  'logging',
  'delivery',
  'events',
  'log-group',
  'filter',
  'permission',
  'function',
  'code',
  'retries',
  'table',
  'dead-letters',
  'topic',
  'alarms',
] as const;
export type LinkName = (typeof LINKS)[number];

export type Verdict = 'ok' | 'broken' | 'unknown';

/**
 * What was found of one link. Texts may hold untrusted names: sanitise them for where they are shown.
 * `repair` and `command` are absent where nothing is to be done or no one command does it. A command is
 * fit for a POSIX shell; nothing untrusted stands in it.
 */
export type LinkVerdict = {
  readonly link: LinkName;
  readonly title: string;
  readonly verdict: Verdict;
  /** The same for the same trouble, for programs. */
  readonly finding: Finding;
  /** The facts in a short sentence or two. For `unknown`: why. */
  readonly evidence: string;
  readonly repair?: string;
  readonly command?: string;
};

import type { FirstSeen, SignIn } from '../signin/signIn.ts';

export type Language = 'ja' | 'en';
export type Severity = 'critical' | 'warning' | 'info';

/** What a notice says, before any channel lays it out. Every text is sanitised for mail. */
export type NoticeContent = {
  readonly language: Language;
  readonly severity: Severity;
  /** The first sentence: who did what. */
  readonly headline: string;
  /** What the reader should look at twice (root, no MFA, first address …); may be empty. */
  readonly alerts: readonly string[];
  /** Where from, with what, and what is new, in few words: what mail programs show beside the subject. */
  readonly preview?: string;
  /** Label and value, in reading order; marked where it is what the alerts are about. */
  readonly rows: readonly (readonly [label: string, value: string, isMarked?: boolean])[];
  /** Digests: one line for each sign-in. */
  readonly lines: readonly string[];
  /** The same with the person apart, for channels that lay out tables. */
  readonly entries?: readonly DigestEntry[];
  /** The heading over the steps ("If this was not you:"), and what to do, in order. */
  readonly stepsHeading: string;
  readonly steps: readonly string[];
  /** Deep link to the event in the CloudTrail console, where there is one. */
  readonly link?: string;
  /** What stands before the link: the account in whose console it opens. */
  readonly linkLabel?: string;
  /** `eventID`s of what is told. */
  readonly eventIds: readonly string[];
  /** Who sent it, and how to change what is told. */
  readonly sentBy?: string;
};

/** One sign-in of a digest. */
export type DigestEntry = {
  readonly person: string;
  readonly time: string;
  /** Result, MFA, address and what else there is, in reading order. */
  readonly facts: readonly string[];
  /** Loud for a reason of its own. */
  readonly isMarked: boolean;
};

/** What subscribers can filter on; values never contain untrusted text. */
export type NoticeAttributes = {
  readonly outcome: string;
  readonly identityType: string;
  readonly mfa: string;
  readonly accountId: string;
  readonly eventName: string;
  readonly severity: Severity;
};

/** What people are told. */
export type Notice = {
  /** Under 100 characters, no line breaks, no control characters. */
  readonly subject: string;
  /** Plain text for mail; lines end in `\n`. */
  readonly text: string;
  readonly content: NoticeContent;
  readonly attributes: NoticeAttributes;
  /** What is told, for machines: one sign-in, or all of a digest. */
  readonly signIns: readonly SignIn[];
};

/** How notices are worded: one setting for a whole run. */
export type NoticeSettings = {
  readonly language: Language;
  /** IANA name, already validated. */
  readonly timeZone: string;
  /** Names shown beside account numbers, by account id. */
  readonly accountNames: Readonly<Record<string, string>>;
  /** What is known of an address, to stand right behind it; sanitised, `''` for nothing. Only on one machine. */
  readonly describeAddress?: (address: string) => string;
  /** Which installation this is, and how its settings are changed. */
  readonly sender?: Sender;
};

/** `on` AWS by its suffix, or one machine by its name. */
export type Sender = { readonly kind: 'installation' | 'machine'; readonly name: string };

/** The failures of one account (root's apart) in one clock hour, as known when the notice is composed. */
export type FailureTally = {
  /** Which failure of the hour this is: 1 for the first. */
  readonly count: number;
  /** How many are known by now; absent where no more than `count` are. */
  readonly total?: number;
  /** Which notice of failures over all accounts this is, where they are counted themselves. */
  readonly lead?: number;
  /** Start of the hour, ISO 8601 UTC. */
  readonly since: string;
  /** Display names tried, most recent first, bounded by the caller. */
  readonly users: readonly string[];
  readonly addresses: readonly string[];
  /** Accounts for which this one's address failed in the hour, this one's first; absent where it is this one alone. */
  readonly accounts?: readonly string[];
  /** True where `users` or `addresses` are not all there were. */
  readonly more: boolean;
};

/** One sign-in to be told, with what was found out about it. */
export type Telling = {
  readonly signIn: SignIn;
  /** Absent where it was not asked. */
  readonly marks?: FirstSeen;
  /** It arrived more than 24 hours after it happened, or was `found`. */
  readonly late: boolean;
  /** The stream had not brought it: the hourly check found it. */
  readonly found?: boolean;
  /** Failures only. */
  readonly tally?: FailureTally;
};

import type { EventsSetting } from '../signin/events.ts';
import type { ChainNames } from './names.ts';

/** What was seen of a thing, or why it could not be looked at. */
export type Seen<T> =
  | { readonly seen: true; readonly value: T }
  /** `reason`: in English, one line. `permission`: the one that was missing, if that was it. */
  | { readonly seen: false; readonly reason: string; readonly permission?: string };

/** A trail that sends to our log group. Times are milliseconds since the epoch. */
export type TrailFacts = {
  readonly arn: string;
  readonly multiRegion: boolean;
  readonly status: Seen<{
    readonly logging: boolean;
    /** CloudTrail's last error with CloudWatch Logs; `''` when the last delivery went well. */
    readonly deliveryError: string;
    readonly deliveredAt?: number;
  }>;
  readonly events: Seen<ManagementEvents>;
};

/**
 * Does a trail record management events that write? `narrowed`: only some, by a field of its advanced
 * selectors that is named.
 */
export type ManagementEvents =
  | { readonly kind: 'recorded' | 'not-recorded' }
  | { readonly kind: 'narrowed'; readonly by: string };

export type FunctionFacts = {
  /** As its description says; `''` where it says none. */
  readonly version: string;
  /** `Active`, `Pending`, `Inactive`, `Failed`. */
  readonly state: string;
  readonly stateReason: string;
  readonly modifiedAt?: number;
};

/** Everything the verdicts rest on. A value of `undefined` means that the thing is not there. */
export type HealthFacts = {
  /** When this was looked at, milliseconds since the epoch. */
  readonly at: number;
  readonly names: ChainNames;
  /** What the installation was set to ring for; decides the pattern of the filter. */
  readonly events: EventsSetting;
  /** The version of the program that looks. */
  readonly version: string;
  readonly trails: Seen<readonly TrailFacts[]>;
  readonly logGroup: Seen<{ readonly class: string } | undefined>;
  readonly filter: Seen<{ readonly pattern: string; readonly destination: string } | undefined>;
  /** May CloudWatch Logs invoke the function for this log group? */
  readonly permission: Seen<boolean>;
  readonly function: Seen<FunctionFacts | undefined>;
  /** Reserved concurrency; `undefined`: none is set. */
  readonly concurrency: Seen<number | undefined>;
  /** Of the last three hours. */
  readonly invocations: Seen<{ readonly count: number; readonly errors: number }>;
  /** When CloudFormation last created or changed the function. */
  readonly deployedAt: Seen<number | undefined>;
  /** ARN of where Lambda sends what failed three times. */
  readonly onFailure: Seen<string | undefined>;
  /** `state`: `ACTIVE`, `UPDATING`, … */
  readonly table: Seen<{ readonly state: string; readonly createdAt?: number } | undefined>;
  /** Messages in the dead-letter queue. */
  readonly deadLetters: Seen<number | undefined>;
  readonly topic: Seen<TopicFacts | undefined>;
  /** Who was to be told, by the stack's own parameter; absent where nobody was named or the stack is not known. */
  readonly email?: string | undefined;
  /** The alarms of the template that are there. */
  readonly alarms: Seen<readonly { readonly name: string; readonly acts: boolean }[]>;
};

export type TopicFacts = {
  readonly confirmed: number;
  /** The e-mail addresses among them, in small letters. Untrusted. */
  readonly emails?: readonly string[];
  /** Who has not confirmed yet: `email someone@example.com`. Untrusted. */
  readonly pending: readonly string[];
};

export const OUTCOMES = ['success', 'failure', 'unclear'] as const;
/** Did it work? `unclear` when the record does not say; never guessed to be `success`. */
export type Outcome = (typeof OUTCOMES)[number];

export const MFA_ANSWERS = ['yes', 'no', 'not-visible'] as const;
/**
 * Was a second factor used? `not-visible` where AWS does not say or cannot know: federated, SAML and
 * Identity Center sign-ins always carry `MFAUsed: "No"`, which means nothing there.
 */
export type Mfa = (typeof MFA_ANSWERS)[number];

export const EVENT_KINDS = [
  'console-login',
  'switch-role',
  'identity-center',
  'federation',
  'workspaces',
  'mfa-check',
  'recovery',
  'cli-login',
  'assume-root',
  'access-change',
  'sign-in',
  'tampering',
  'unreadable',
] as const;
/**
 * What kind of happening an event stands for. `access-change`: who may sign in; `sign-in`: an event of the
 * sign-in service that is not known by name.
 */
export type EventKind = (typeof EVENT_KINDS)[number];

export const STAGES = ['entry', 'step', 'renewal', 'change'] as const;
/**
 * What an event is to a person. `entry`: got in, or was refused. `step`: on the way in. `renewal`: a program
 * renews what an entry gave. `change`: to who may sign in, or to what watches.
 */
export type Stage = (typeof STAGES)[number];

/**
 * What some records say besides, each cleaned text that is absent where the record does not say it.
 * - `switchFrom`, `switchTo`: the ARNs between which a person changed role.
 * - `credentialType`: Identity Center's credentials asked for or checked (`PASSWORD,TOTP`).
 * - `target`: the thing acted on (trail, log group, function … name or ARN; the member account of AssumeRoot).
 * - `task`: what AssumeRoot may do there (`S3UnlockBucketPolicy`).
 * - `openedAccount`, `openedRole`: what a portal opened.
 * - `grantClient`, `grantResource`, `grantHost`: the program that was let in, to what, and where its answer goes.
 * - `mfaDevice`: `security-key` or `code`, where the identifier of the device shows it.
 * - `enrolled`: a new MFA device was enrolled on the way.
 * - `issuer`: who made a federated session.
 * - `sharedEventId`: what joins the records that two accounts hold of one event.
 * - `addendum`: why AWS sent this record of an event later.
 * - `unclear`: what could not be read, in one English sentence.
 */
export const DETAILS = [
  'switchFrom',
  'switchTo',
  'credentialType',
  'target',
  'task',
  'openedAccount',
  'openedRole',
  'grantClient',
  'grantResource',
  'grantHost',
  'mfaDevice',
  'enrolled',
  'issuer',
  'sharedEventId',
  'addendum',
  'unclear',
] as const;
export type Detail = (typeof DETAILS)[number];

/** Who signed in, in the terms a reader knows. Names are cleaned (see `cleanText`) but still untrusted. */
export type Who =
  | { readonly kind: 'root' }
  | { readonly kind: 'iam-user'; readonly name: string }
  /** A failed attempt with a user name that the account does not have; AWS hides what was typed. */
  | { readonly kind: 'hidden-user' }
  | {
      readonly kind: 'role-session';
      readonly session: string;
      readonly role: string;
      /** The permission set, when the role is `AWSReservedSSO_<set>_<hash>`. */
      readonly permissionSet?: string;
    }
  | { readonly kind: 'identity-center'; readonly name?: string; readonly userId?: string }
  | { readonly kind: 'federated'; readonly name: string }
  /** Somebody of a directory of Amazon WorkSpaces. */
  | { readonly kind: 'workspaces'; readonly name: string }
  | { readonly kind: 'service'; readonly name: string }
  | { readonly kind: 'unknown'; readonly name?: string };

/**
 * One CloudTrail record, understood. Plain JSON; every string is cleaned of control, bidi and
 * zero-width characters and bounded in length, but comes from outside and is never trusted.
 */
export type SignIn = {
  /** CloudTrail's `eventID` (of the first record, where this one only adds to it); where a record has none, `derived-` and a hash of the record. */
  readonly eventId: string;
  readonly eventName: string;
  readonly kind: EventKind;
  readonly stage: Stage;
  readonly eventSource: string;
  /** As the record has it, normally twelve digits; `''` where it does not say. */
  readonly accountId: string;
  readonly who: Who;
  /** The stable name of who signed in, unique across accounts; not for display. */
  readonly principal: string;
  /** `userIdentity.type` as AWS spells it, or `Unknown`. */
  readonly identityType: string;
  /** `userIdentity.userName` of an IAM user, or `Root`: what the table's `userName` holds. */
  readonly userName?: string;
  readonly outcome: Outcome;
  readonly mfa: Mfa;
  /** ISO 8601 UTC with milliseconds; when it was received, where `timeIsKnown` is false. */
  readonly occurredAt: string;
  readonly timeIsKnown: boolean;
  /** As AWS gives it: IPv4, IPv6, `AWS Internal`, a service's name, or `''`. */
  readonly sourceIPAddress: string;
  readonly userAgent: string;
  /** As AWS gives it; may be `global` or `''`. */
  readonly awsRegion: string;
  readonly errorMessage?: string;
} & { readonly [Key in Detail]?: string };

/**
 * Is it the first success of this principal at this event from this address / with this client
 * (browser and system, versions aside), as far as the journal reaches?
 */
export type FirstSeen = { readonly address: boolean; readonly client: boolean };

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
  'mfa-check',
  'recovery',
  'cli-login',
  'tampering',
  'unreadable',
] as const;
/** What kind of happening a watched event name stands for. */
export type EventKind = (typeof EVENT_KINDS)[number];

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
  | { readonly kind: 'service'; readonly name: string }
  | { readonly kind: 'unknown'; readonly name?: string };

/**
 * One CloudTrail record, understood. Plain JSON; every string is cleaned of control, bidi and
 * zero-width characters and bounded in length, but comes from outside and is never trusted.
 */
export type SignIn = {
  /** CloudTrail's `eventID`; where a record has none, `derived-` and a hash of the record. */
  readonly eventId: string;
  readonly eventName: string;
  readonly kind: EventKind;
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
  /** `SwitchRole`/`ExitRole`: the ARNs between which the person changed, as far as the record says. */
  readonly switchFrom?: string;
  readonly switchTo?: string;
  /** Identity Center: the credential asked for or checked (`PASSWORD`, `TOTP`, `WEBAUTHN` …). */
  readonly credentialType?: string;
  /** Tampering: the thing acted on (trail, log group, function … name or ARN). */
  readonly target?: string;
  /** What could not be read, in one English sentence; absent where all was. */
  readonly unclear?: string;
};

/**
 * Is it the first success of this principal at this event from this address / with this client
 * (browser and system, versions aside), as far as the journal reaches?
 */
export type FirstSeen = { readonly address: boolean; readonly client: boolean };

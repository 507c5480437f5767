import type { Outcome, Who } from '../signin/signIn.ts';
import type { NoticeSettings } from './notice.ts';

/** One thing to do. */
export type Step =
  | 'ask'
  | 'check'
  | 'reset'
  | 'mailbox'
  | 'support'
  | 'denyUser'
  | 'revokeRole'
  | 'stopSource'
  | 'stopPerson'
  | 'denySet'
  | 'protect'
  | 'watch'
  | 'noHurry'
  | 'restore'
  | 'open'
  | 'resetKnown'
  | 'stopDirectory'
  | 'revokeGrant'
  | 'removeDevice'
  | 'closeRoot'
  | 'restoreAccess'
  | 'floodSuccess'
  | 'floodBlock';

type Phrase =
  /** Put before the subject of a critical notice, of a test; between the parts of a status. */
  | 'urgent'
  | 'test'
  | 'separator'
  /** People. */
  | 'rootUser'
  | 'hiddenUser'
  | 'noSuchUser'
  | 'unknownUser'
  | 'unnamedSession'
  | 'byIssuer'
  | 'viaRole'
  | 'viaSet'
  /** The first sentence, where `done` has none; of unclear outcome. */
  | 'told'
  | 'toldUnclear'
  | 'tampered'
  /** Second factor: `notRecorded` where AWS would know, `notVisible` where it cannot. */
  | 'yes'
  | 'no'
  | 'notVisible'
  | 'notRecorded'
  /** Labels of rows. */
  | 'result'
  | 'error'
  | 'account'
  | 'event'
  | 'target'
  | 'from'
  | 'to'
  | 'credential'
  | 'openedRow'
  | 'task'
  | 'grantClient'
  | 'grantResource'
  | 'grantHost'
  | 'issuer'
  | 'time'
  | 'address'
  | 'client'
  | 'region'
  | 'users'
  | 'addresses'
  | 'eventId'
  /** Parts of subjects and values. */
  | 'noMfa'
  | 'late'
  | 'nth'
  | 'nthAgain'
  | 'isNew'
  | 'policyRefused'
  | 'opened'
  | 'inMember'
  | 'grantTo'
  | 'securityKey'
  | 'codeDevice'
  | 'tallyHeadline'
  | 'floodHeadline'
  | 'tallyUsers'
  | 'tallyAddresses'
  | 'inAccount'
  | 'first'
  | 'unknown'
  | 'unknownAccount'
  | 'noTime'
  | 'more'
  | 'accounts'
  | 'digest'
  | 'digestOfChanges'
  | 'digestOfRecovery'
  | 'counted'
  /** What to look at twice; `tally`: which failure of the hour it is, and when the bell rings again. */
  | 'newAlert'
  | 'rootAlert'
  | 'noMfaAlert'
  | 'failureAlert'
  | 'unclearAlert'
  | 'unreadPart'
  | 'lateAlert'
  | 'foundAlert'
  | 'testAlert'
  | 'policyAlert'
  | 'enrolledAlert'
  | 'agentAlert'
  | 'assumeRootAlert'
  | 'accessAlert'
  | 'unnamedAlert'
  | 'addendumAlert'
  | 'floodAlert'
  | 'tally'
  | 'tallyAgain'
  /** One address that failed for several accounts. */
  | 'accountsAlert'
  | 'leadsAlert'
  /** Tampering: what it means that sign-ins do not come in, nobody is told, faults or records are lost. */
  | 'deaf'
  | 'mute'
  | 'blind'
  | 'forgetful'
  /** The heading over the steps. */
  | 'ifNotYou'
  /** What the button does. */
  | 'seeWhatWasDone'
  /** The last line: who sent this, and how to change it. */
  | 'sentByInstallation'
  | 'sentByMachine';

type Table<Key extends string> = Readonly<Record<Key, string>>;

/** Everything a notice says in one language. `{name}` marks what is filled in. */
export type Wording = Table<Phrase | Outcome> & {
  /** What events are called, by `eventName`. */
  readonly events: Table<'tampering' | 'unreadable' | 'workspaces' | 'access' | 'other'> &
    Table<string>;
  /** The first sentence of an event that worked, where it has its own. */
  readonly done: Table<string>;
  /** How a step ended, where `succeeded` would say too much. */
  readonly stepStatus: Table<string>;
  /** What the links of the chain are called, by service; `+` for a part (see `linkOf`). */
  readonly links: Table<string>;
  /** What stands in brackets behind a name. */
  readonly userKinds: Partial<Table<Who['kind']>>;
  readonly steps: Table<Step>;
};

/** What a notice is composed with: words and settings. */
export type Phrasebook = Wording & NoticeSettings;

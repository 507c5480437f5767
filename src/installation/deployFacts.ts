import type { AwsPlace, ResourceNames } from './resourceNames.ts';
import type { InstalledStack, StackChange } from './stack.ts';
import type { TemplateTwins } from './templateTwins.ts';
import type { TrailCandidate } from './trails.ts';

/** What was asked for. */
export type DeployRequest = {
  /** Template parameters that were given, by their names. */
  readonly parameters: Readonly<Record<string, string>>;
  /** For a first installation, where the parameter was not given. */
  readonly defaults: Readonly<Record<string, string>>;
  /** Listen to this log group and look at no trail. */
  readonly logGroup: string | undefined;
  /** Make a trail even where one fits. */
  readonly newTrail: boolean;
  readonly safetyNet: boolean;
  /** Absent: as it is. */
  readonly fastPath?: FastPathRequest;
  /** The names of accounts are to be those of the organization. */
  readonly namesOfOrganization: boolean;
  /** The trail is to be one of every account of this organization. */
  readonly organizationId?: string;
  /** Nobody is to be subscribed. */
  readonly noEmail: boolean;
};

/** Which regions are to have a stack of the fast path; `usual`: those that have one, or else where sign-ins are recorded. */
export type FastPathRequest = { readonly regions: readonly string[] | 'usual' | 'all' | 'none' };

/** The stacks of the fast path, those that are there and those that could be. */
export type FastPathFacts = {
  /** The regions that are switched on; `undefined` where they were not asked for, or could not be listed. */
  readonly switchedOn: readonly string[] | undefined;
  /** Why they could not be listed. */
  readonly notListed?: string;
  /** In every region that was looked at. */
  readonly stacks: readonly FastPathStack[];
  /** Regions that could not be looked at, and why. */
  readonly unseen: readonly { readonly region: string; readonly reason: string }[];
};

export type FastPathStack = InstalledStack & { readonly region: string };

/** The organization that the account belongs to, as far as a trail of all its accounts needs it. */
export type OrganizationFacts = {
  readonly id: string;
  readonly managementAccount: string;
  /** CloudTrail may act in the accounts of the organization. */
  readonly trustsCloudTrail: boolean;
};

/** One of loginbell's stacks with its built template. */
export type DeployTarget = InstalledStack & TemplateTwins;

/** What deploy finds before it plans. */
export type DeployFacts = {
  readonly place: AwsPlace;
  readonly names: ResourceNames;
  readonly trail: DeployTarget;
  readonly notification: DeployTarget;
  /** Absent where this loginbell brings no such template. */
  readonly safetyNet: DeployTarget | undefined;
  /** Absent where this loginbell brings no such template. */
  readonly fastPath?: FastPathFacts & { readonly twins: TemplateTwins };
  readonly candidates: readonly TrailCandidate[];
  /** Log groups that CloudTrail writes without a trail; looked for only where trails are. */
  readonly trailLess?: readonly string[];
  /** What loginbell began as, where it is there: its stack, where that is known, and the suffix of its topic. */
  readonly article?: { readonly stackName?: string; readonly suffix: string };
  /** Looked at only where a trail of an organization is asked for. */
  readonly organization?: OrganizationFacts;
  /** The log group that was asked for, if any. */
  readonly givenLogGroup: TrailCandidate['logGroup'] | undefined;
};

/** One piece of work: delete what is left of a failed attempt, then create or update. */
export type DeployWork = { readonly remove: string | undefined; readonly change: StackChange };

/** The same in one region of the fast path, or the removal of what is there. */
export type FastPathWork = { readonly region: string; readonly name: string } & (
  | { readonly work: DeployWork }
  | { readonly removal: string }
);

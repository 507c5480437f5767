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
  /** The names of accounts are to be those of the organization. */
  readonly namesOfOrganization: boolean;
  /** Nobody is to be subscribed. */
  readonly noEmail: boolean;
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
  readonly candidates: readonly TrailCandidate[];
  /** The stack of the article that loginbell began as, where one is there: its name, and the suffix of its topic. */
  readonly article?: { readonly stackName: string; readonly suffix: string };
  /** The log group that was asked for, if any. */
  readonly givenLogGroup: TrailCandidate['logGroup'] | undefined;
};

/** One piece of work: delete what is left of a failed attempt, then create or update. */
export type DeployWork = { readonly remove: string | undefined; readonly change: StackChange };

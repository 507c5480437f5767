import type { AwsPlace, ResourceNames } from './resourceNames.ts';

/** One statement of a policy, as IAM takes it. */
export type PolicyStatement = {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<
    Record<string, Readonly<Record<string, string | readonly string[]>>>
  >;
};

/** `*` stands for what is not known: any account, any region, any partition. */
export type PolicyScope = {
  readonly names: ResourceNames;
  readonly place: AwsPlace;
  /** The ARN of the permissions boundary that every role is to have; absent where none is asked for. */
  readonly boundary?: string;
};

/** What one verb asks for, of one installation. */
export type Statements = (scope: PolicyScope) => readonly PolicyStatement[];

/** A statement that allows these actions on these resources. */
export function allow(
  Sid: string,
  Action: readonly string[],
  Resource: string | readonly string[],
): PolicyStatement {
  return { Sid, Effect: 'Allow', Action, Resource };
}

/**
 * Subscriptions know no resources: a policy that names their topic allows none of these.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html
 */
export function allowSubscriptions(...actions: readonly string[]): PolicyStatement {
  return allow(
    'AnySubscription',
    actions.map((action) => `sns:${action}`),
    '*',
  );
}

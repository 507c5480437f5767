import { INSTALLATION_POLICIES } from './installationPolicies.ts';
import { OPERATOR_POLICIES } from './operatorPolicies.ts';
import type { PolicyScope, PolicyStatement, Statements } from './policyStatement.ts';

/** An IAM policy: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
export type PolicyDocument = {
  readonly Version: '2012-10-17';
  readonly Statement: readonly PolicyStatement[];
};

/**
 * What each verb asks AWS for, and nothing else; the one table that `loginbell iam-policy` prints. `sts:GetCallerIdentity`
 * needs no permission.
 */
const POLICIES: Readonly<Record<string, Statements>> = {
  ...INSTALLATION_POLICIES,
  ...OPERATOR_POLICIES,
};

/** The verbs that `iamPolicy` knows. */
export const POLICY_VERBS: readonly string[] = Object.keys(POLICIES);

/** The least policy that a verb needs; `undefined` for a verb that asks AWS for nothing. */
export function iamPolicy(verb: string, scope: PolicyScope): PolicyDocument | undefined {
  if (!Object.hasOwn(POLICIES, verb)) return undefined;
  return { Version: '2012-10-17', Statement: POLICIES[verb]?.(scope) ?? [] };
}

import { LoginbellError } from '../errors.ts';
import type { ResourceNames } from './resourceNames.ts';
import { type InstalledStack, isOwnTemplate, stackCondition } from './stack.ts';

/**
 * Throws a `stack-failed` error where a stack is not this installation's, or cannot be worked on now. What is not there
 * is fine. A stuck stack can still be deleted.
 */
export function refuseUnusable(
  { state, stackName, deployed }: InstalledStack,
  names: ResourceNames,
  purpose: 'update' | 'delete',
): void {
  if (state === undefined) return;
  const refuse = (message: string) => {
    throw new LoginbellError('stack-failed', message);
  };
  const { status, parameters } = state;
  if (deployed !== undefined && !isOwnTemplate(deployed)) {
    refuse(
      `the stack ${stackName} holds the names of this installation but is not loginbell's; choose another --suffix (docs/deploy.md, "Moving from the article's stack")`,
    );
  }
  const suffix = parameters['ResourceSuffixName'];
  if (suffix !== undefined && suffix !== names.suffix) {
    refuse(
      `the stack ${stackName} is the installation with the suffix ${suffix}; add --suffix ${suffix}`,
    );
  }
  const condition = stackCondition(status);
  if (condition === 'busy') {
    refuse(`CloudFormation is at work on the stack ${stackName} (${status}); wait and try again`);
  }
  if (condition === 'stuck' && purpose === 'update') {
    refuse(
      `the stack ${stackName} is stuck (${status}); run "aws cloudformation continue-update-rollback --stack-name ${stackName}", then try again`,
    );
  }
}

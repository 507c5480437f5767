import { ARTICLE_FUNCTION } from '../installation/articleByFilter.ts';
import type { ResourceNames } from '../installation/resourceNames.ts';
import type { InstalledStack } from '../installation/stack.ts';
import type { Stacks } from './stacks.ts';

/** The stacks of an installation, those that are there and those that could be. */
export type InstalledStacks = {
  readonly notification: InstalledStack;
  readonly trail: InstalledStack;
  readonly safetyNet: InstalledStack;
};

/**
 * Finds them by the names that `deploy` gives, and the notification first by its function, since a stack that was made
 * by hand may be called anything.
 */
export async function loadInstalledStacks(
  stacks: Stacks,
  names: ResourceNames,
): Promise<InstalledStacks> {
  const [notification, trail, safetyNet] = await Promise.all([
    loadStack(stacks, names.stack, names.functionName),
    loadStack(stacks, names.trailStack),
    loadStack(stacks, names.safetyNetStack),
  ]);
  return { notification, trail, safetyNet };
}

/** The stack that a resource belongs to, where one is named, or else the one of this name, with its template. */
export async function loadStack(
  stacks: Stacks,
  stackName: string,
  resource?: string,
): Promise<InstalledStack> {
  const owner = resource === undefined ? undefined : await stacks.findByResource(resource);
  const state = owner ?? (await stacks.find(stackName));
  const hasTemplate = state !== undefined && state.status !== 'REVIEW_IN_PROGRESS';
  return {
    stackName: state?.name ?? stackName,
    state,
    deployed: hasTemplate ? await stacks.template(state.name) : undefined,
  };
}

/** The stack of the article that loginbell began as, by the function that it makes; `undefined` where there is none. */
export async function findArticleStack(
  stacks: Stacks,
): Promise<{ readonly stackName: string; readonly suffix: string } | undefined> {
  const found = await stacks.findByResource(ARTICLE_FUNCTION);
  if (found === undefined) return undefined;
  return { stackName: found.name, suffix: found.parameters['ResourceSuffixName'] ?? '' };
}

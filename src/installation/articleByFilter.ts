import { DEFAULT_SUFFIX } from './resourceNames.ts';
import type { TrailCandidate } from './trails.ts';

/** The article's function; only its topic has a suffix. */
export const ARTICLE_FUNCTION = 'ConsoleLoginNotificationLambda';

/**
 * The article's function, seen by the subscription filter that feeds it: also where it was made by hand, or where its stack
 * cannot be asked for. The suffix of its topic stands nowhere then, and counts as the one that the article proposes.
 */
export function articleByFilter(
  logGroups: readonly (TrailCandidate['logGroup'] | undefined)[],
): { readonly suffix: string } | undefined {
  const feeds = logGroups.some(
    (one) =>
      one?.seen === true &&
      one.value?.filters.some(({ destination }) =>
        destination.endsWith(`:function:${ARTICLE_FUNCTION}`),
      ),
  );
  return feeds ? { suffix: DEFAULT_SUFFIX } : undefined;
}

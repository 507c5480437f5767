import type { Verdict } from './check.ts';
import type { CheckName } from './checks.ts';

/**
 * What was found by one check. Texts may hold untrusted names: sanitise them for where they are shown.
 * `repair` and `command` are absent where nothing is to be done or no one command does it. A command is
 * fit for a POSIX shell; nothing untrusted stands in it.
 */
export type CheckResult = {
  readonly link: CheckName;
  readonly title: string;
  readonly verdict: Verdict;
  /** The same for the same trouble, for programs: `filter-missing`. */
  readonly finding: string;
  /** The facts in a short sentence or two. For `unknown`: why. */
  readonly evidence: string;
  readonly repair?: string;
  readonly command?: string;
};

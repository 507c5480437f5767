import type { Severity, Telling } from './notice.ts';
import { isAgentGrant, isWithoutMfa } from './status.ts';

/**
 * How loud a notice is. `critical`: root got in (or may have), also by AssumeRoot; root's password or e-mail address is
 * being recovered or changed; somebody touched the recording, or who may sign in, refused or not. `warning`: somebody got
 * in without MFA where AWS sees it, a program other than AWS's own was let in, an MFA device was enrolled, a failure, a first address together with a first client, anything unclear. `info`: the
 * rest. A federated sign-in never warns of missing MFA, because AWS cannot see it.
 */
export function severityOf({ signIn, marks }: Telling): Severity {
  const { kind, outcome, who } = signIn;
  if (kind === 'recovery' || kind === 'tampering' || kind === 'access-change') return 'critical';
  if (kind === 'assume-root') return 'critical';
  if (who.kind === 'root' && outcome !== 'failure') return 'critical';
  const isWarning =
    outcome !== 'success' ||
    kind === 'unreadable' ||
    signIn.unclear !== undefined ||
    (marks?.address && marks.client) ||
    signIn.enrolled !== undefined ||
    isAgentGrant(signIn) ||
    isWithoutMfa(signIn);
  return isWarning ? 'warning' : 'info';
}

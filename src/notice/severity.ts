import type { Severity, Telling } from './notice.ts';
import { isWithoutMfa } from './status.ts';

/**
 * How loud a notice is. `critical`: root got in (or may have), root's password or e-mail address is
 * being recovered or changed, somebody touched the recording, refused or not. `warning`: an IAM user got
 * in without MFA, a failure, a first address together with a first client, anything unclear. `info`: the
 * rest. A federated sign-in never warns of missing MFA, because AWS cannot see it.
 */
export function severityOf({ signIn, marks }: Telling): Severity {
  const { kind, outcome, who } = signIn;
  if (kind === 'recovery' || kind === 'tampering') return 'critical';
  if (who.kind === 'root' && outcome !== 'failure') return 'critical';
  const isWarning =
    outcome !== 'success' ||
    kind === 'unreadable' ||
    signIn.unclear !== undefined ||
    (marks?.address && marks.client) ||
    (kind === 'console-login' && who.kind === 'iam-user' && isWithoutMfa(signIn));
  return isWarning ? 'warning' : 'info';
}

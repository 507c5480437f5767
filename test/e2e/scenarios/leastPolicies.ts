import { ACCOUNT } from '../../fakes/records.ts';
import type { CliWorld } from '../cliShell.ts';
import { createUser } from '../iamUser.ts';
import { TRAIL_LOG_GROUP } from './installs.ts';

/** `iam-policy`: nobody without a policy gets anywhere, and is told what is missing; with the one that is printed, all works. */
export async function leastPolicies({ checks, emulator, shell }: CliWorld): Promise<void> {
  const suffix = ['--suffix', 'least'];
  const deploy = [
    'deploy',
    '--email',
    'you@example.com',
    '--log-group',
    TRAIL_LOG_GROUP,
    '--yes',
    ...suffix,
  ];
  const nobody = shell.as(await createUser(emulator, 'nobody', undefined));
  const denied = await nobody.loginbell(...deploy);
  checks.check(
    'without a policy, the missing permission is named',
    denied.code === 1 && /lack the permission cloudformation:\w+.*iam-policy \w+/.test(denied.err),
    denied,
  );
  for (const [verb, args] of [
    ['deploy', deploy],
    ['confirm', ['confirm', '--json', ...suffix]],
    ['uninstall', ['uninstall', '--yes', ...suffix]],
  ] as const) {
    const where = ['--account', ACCOUNT, '--region', 'us-east-1', ...suffix];
    const { out: policy } = await shell.loginbell('iam-policy', verb, ...where);
    const user = shell.as(await createUser(emulator, `may-${verb}`, policy));
    const result = await user.loginbell(...args);
    checks.check(`the policy of ${verb} is enough for it`, result.code === 0, result);
  }
}

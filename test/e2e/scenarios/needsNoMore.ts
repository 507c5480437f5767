import { ACCOUNT } from '../../fakes/records.ts';
import type { CliWorld } from '../cliShell.ts';
import { createUser } from '../iamUser.ts';

/** MiniStack asks for the wrong permission for GetFunctionConcurrency and GetFunctionEventInvokeConfig. */
const MISTAKEN = /permission lambda:(PutFunctionConcurrency|GetFunction) is missing/g;

/** Each verb that looks after an installation, by somebody who may do what `iam-policy` prints for it and no more. */
export async function needsNoMore({ checks, emulator, shell }: CliWorld): Promise<void> {
  const verbs = {
    doctor: [],
    test: ['--yes', '--wait', '1'],
    history: ['--aws'],
    backfill: ['--yes'],
    redrive: ['--yes'],
  };
  for (const [verb, args] of Object.entries(verbs)) {
    const where = ['--account', ACCOUNT, '--region', 'us-east-1'];
    const { out: policy } = await shell.loginbell('iam-policy', verb, ...where);
    const user = shell.as(await createUser(emulator, `may-${verb}`, policy));
    const done = await user.loginbell(verb, ...args);
    const said = `${done.out}${done.err}`.replace(MISTAKEN, '');
    checks.check(
      `the policy that iam-policy prints suffices for ${verb}`,
      done.code !== 1 && !/permission/.test(said.replace('Permission to invoke', '')),
      done,
    );
    if (verb === 'history') {
      const other = await user.loginbell('redrive', '--yes');
      checks.check(
        'and allows no other verb',
        other.code === 1 && other.err.includes('you lack the permission sqs:GetQueueUrl'),
        other,
      );
    }
  }
}

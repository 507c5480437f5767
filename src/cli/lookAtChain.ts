import type { Aws } from '../aws/openAws.ts';
import type { LinkVerdict } from '../chain/verdict.ts';
import type { Clock } from '../ports.ts';
import type { FoundInstallation } from './installationOptions.ts';
import { version } from './version.ts';

/** Looks at every link of an installation's chain: the same checks as the safety net's. Reads only. */
export async function lookAtChain(
  aws: Aws,
  installation: FoundInstallation,
  clock: Clock,
): Promise<readonly LinkVerdict[]> {
  const { chainNames } = await import('../chain/names.ts');
  const { judgeChain } = await import('../chain/judgeChain.ts');
  const { loadChain } = await import('../aws/loadChain.ts');
  const { suffix, logGroup, events } = installation;
  const names = chainNames({ ...(await aws.place()), suffix, logGroup });
  const clients = {
    cloudFormation: await aws.cloudFormation(),
    cloudTrail: await aws.cloudTrail(),
    cloudWatch: await aws.cloudWatch(),
    dynamoDb: await aws.dynamoDb(),
    lambda: await aws.lambda(),
    logs: await aws.logs(),
    sns: await aws.sns(),
    sqs: await aws.sqs(),
  };
  return judgeChain(
    await loadChain(clients, { names, events, version: version(), at: clock.now() }),
  );
}

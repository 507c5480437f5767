import type { Aws } from '../aws/openAws.ts';
import type { CheckResult } from '../health/verdict.ts';
import type { FoundInstallation } from './installationOptions.ts';
import type { VerbContext } from './verbContext.ts';
import { version } from './version.ts';

/** Looks at every link of an installation's chain: the same checks as the safety net's. Reads only. */
export async function lookAtHealth(
  aws: Aws,
  installation: FoundInstallation,
  { clock, language }: Pick<VerbContext, 'clock' | 'language'>,
): Promise<readonly CheckResult[]> {
  const { chainNames } = await import('../health/names.ts');
  const { judgeHealth } = await import('../health/judgeHealth.ts');
  const { loadHealth } = await import('../aws/loadHealth.ts');
  const { suffix, logGroup, events, email, alarmEmail } = installation;
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
    loadRegions: async () => {
      const { loadRegions } = await import('../aws/regions.ts');
      return await loadRegions(await aws.account(), 'nothing else');
    },
    inRegion: (region: string) => ({
      cloudFormation: () => aws.cloudFormation(region),
      cloudWatch: () => aws.cloudWatch(region),
      eventBridge: () => aws.eventBridge(region),
    }),
  };
  return judgeHealth(
    await loadHealth(clients, {
      names,
      events,
      email,
      alarmEmail,
      version: version(),
      at: clock.now(),
    }),
    language,
  );
}

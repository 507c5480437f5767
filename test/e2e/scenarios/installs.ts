import { CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { ACCOUNT } from '../../fakes/records.ts';
import type { CliWorld } from '../cliShell.ts';

export const TRAIL_LOG_GROUP = 'trail-logs';

/** `deploy`: shows its plan, adopts a fitting trail, installs, changes nothing when run again, updates one setting. */
export async function installs({ checks, clients, cloudTrail, shell }: CliWorld): Promise<void> {
  await clients.logs.send(new CreateLogGroupCommand({ logGroupName: TRAIL_LOG_GROUP }));
  cloudTrail.trails.push(trail('one-region', { IsMultiRegionTrail: false }), trail('everywhere'));
  const deploy = ['deploy', '--language', 'en', '--time-zone', 'UTC'];

  const without = await shell.loginbell(...deploy);
  checks.check('nobody to tell is refused', without.code === 2 && without.err.includes('--email'));
  const email = ['--email', 'you@example.com'];
  const dry = await shell.loginbell(...deploy, ...email, '--dry-run');
  checks.check(
    'a dry run shows the plan',
    dry.code === 0 && /create {2}stack loginbell /.test(dry.out),
    dry,
  );
  checks.check(
    'and why a trail does not fit',
    dry.out.includes('not used: it covers one region'),
    dry,
  );
  const alone = await shell.loginbell(...deploy, ...email);
  checks.check(
    'without --yes nothing is done',
    alone.code === 2 && alone.err.includes('--yes'),
    alone,
  );

  const first = await shell.loginbell(...deploy, ...email, '--yes');
  checks.check('it installs', first.code === 0 && first.out.includes('Done.'), first);
  checks.check(
    'and tells of it as it happens',
    /CREATE_COMPLETE +SendEmailTopic /.test(first.err),
    first,
  );
  const again = await shell.loginbell(...deploy, ...email, '--yes');
  checks.check(
    'run again, nothing changes',
    again.code === 0 && again.err.includes('Nothing changed'),
    again,
  );
  const bare = await shell.loginbell('deploy', '--events', 'AllSignIns', '--yes', '--json');
  checks.check('one setting is updated', /Events ConsoleLogin to AllSignIns/.test(bare.err), bare);
  const net = await shell.loginbell('deploy', '--safety-net', '--yes');
  checks.check(
    'the hourly check is added, and nothing else changes',
    net.code === 0 &&
      /keep +stack loginbell \(nothing changed\)\n +create +stack loginbell-safety-net /.test(
        net.err,
      ),
    net,
  );
  const after = await shell.loginbell('deploy', '--json', '--yes');
  checks.check('what is not named stays', after.err.includes('Nothing changed'), after);
}

function trail(name: string, changes = {}) {
  const arn = `arn:aws:cloudtrail:us-east-1:${ACCOUNT}:trail/${name}`;
  return {
    trail: {
      Name: name,
      TrailARN: arn,
      HomeRegion: 'us-east-1',
      IsMultiRegionTrail: true,
      CloudWatchLogsLogGroupArn: `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:${TRAIL_LOG_GROUP}:*`,
      ...changes,
    },
    status: { IsLogging: true, LatestCloudWatchLogsDeliveryTime: Math.floor(Date.now() / 1000) },
    selectors: {
      TrailARN: arn,
      EventSelectors: [{ ReadWriteType: 'WriteOnly', IncludeManagementEvents: true }],
    },
  };
}

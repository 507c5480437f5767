import { beforeEach, describe, expect, it } from 'vitest';
import { createAwsRequests } from '../../src/aws/awsRequests.ts';
import { readTemplate } from '../../src/cli/packagedTemplates.ts';
import { createHandler } from '../../src/lambda/handler.ts';
import { fieldAt } from '../../src/signin/fields.ts';
import { parseJson } from '../../src/signin/parseJson.ts';
import { systemClock } from '../../src/systemClock.ts';
import { AwsFault } from '../fakes/awsServer.ts';
import { functionEnvironment } from '../fakes/functionEnvironment.ts';
import { useInstallation } from '../fakes/installationShell.ts';
import { startSns } from '../fakes/snsServer.ts';

const on = useInstallation();
const REGIONS = ['us-east-1', 'us-east-2'];

/** A stack of the fast path in each of these regions. */
function installFastPath(...regions: string[]): void {
  const { suffix, aws } = on.shell;
  on.servers.cloudTrail.regions = ['eu-north-1', ...REGIONS];
  const before = aws.answers.get('cloudformation.DescribeStacks');
  aws.answers.set('cloudformation.GetTemplate', () => ({
    TemplateBody: readTemplate('fast-path'),
  }));
  aws.answers.set('cloudformation.DescribeStacks', (call) => {
    const name = String(call.input['StackName']);
    if (name === `loginbell-${suffix}` && before !== undefined) return before(call);
    if (name === `loginbell-${suffix}-fast-path` && regions.includes(call.region)) {
      const StackId = `arn:aws:cloudformation:${call.region}:123456789012:stack/${name}/1`;
      return { Stacks: [{ StackName: name, StackId, StackStatus: 'CREATE_COMPLETE' }] };
    }
    return new AwsFault('ValidationError', `Stack with id ${name} does not exist`);
  });
}

describe('loginbell test --fast', () => {
  beforeEach(() => installFastPath(...REGIONS));

  it('sends one event of our own source from each region, follows them, and says how long each took', async () => {
    const sns = await startSns();
    const endpoints = { dynamoDb: on.servers.dynamoDb.endpoint, sns: sns.endpoint };
    const environment = functionEnvironment(endpoints, on.shell.table);
    const handler = createHandler({
      environment,
      clock: systemClock,
      requests: createAwsRequests({ environment, clock: systemClock }),
      log: { info: () => undefined, error: () => undefined },
    });
    const sent: unknown[] = [];
    on.shell.aws.answers.set('events.PutEvents', ({ input, region }) => {
      const [entry] = Object(input['Entries']);
      sent.push([region, entry.Source, fieldAt(parseJson(entry.Detail), 'awsRegion')]);
      // What EventBridge does: later, and on its own.
      const event = {
        'detail-type': entry.DetailType,
        source: entry.Source,
        detail: parseJson(entry.Detail),
      };
      void handler(event, { awsRequestId: region });
      return { FailedEntryCount: 0, Entries: [{ EventId: 'e' }] };
    });
    const dry = await on.shell.onStack('test', '--fast', '--dry-run');
    expect(dry.out).toContain('send    an event to the default bus in us-east-2');
    expect(sent).toEqual([]);
    // The shell's clock does not wait, and the function works in real time: so much patience.
    const { code, out } = await on.shell.onStack('test', '--fast', '--yes', '--wait', '9000');
    expect(code).toBe(0);
    expect(sent.toSorted()).toEqual(REGIONS.map((region) => [region, 'loginbell.test', region]));
    for (const region of REGIONS)
      expect(out).toMatch(new RegExp(`^ {2}ok +${region} +told after \\d`, 'm'));
    expect(out).toContain('2 mails that say they are a test');
    expect(sns.published.map(({ subject }) => subject)).toHaveLength(2);
    await sns.close();
  });

  it('says of each region where it stopped, and the others go on', async () => {
    on.shell.aws.answers.set('events.PutEvents', ({ region }) =>
      region === 'us-east-1'
        ? { FailedEntryCount: 0, Entries: [{ EventId: 'e' }] }
        : { FailedEntryCount: 1, Entries: [{ ErrorCode: 'InternalFailure', ErrorMessage: 'x' }] },
    );
    const { code, out } = await on.shell.onStack('test', '--fast', '--yes', '--wait', '2');
    expect(code).toBe(6);
    expect(out).toMatch(/STOPPED +us-east-1 +it did not reach the function within/);
    expect(out).toMatch(
      /STOPPED +us-east-2 +EventBridge did not take the event: InternalFailure x/,
    );
    expect(out).toContain('nothing is lost');
  });

  it('says which permission is missing, and that there is no fast path', async () => {
    const denied = await on.shell.onStack('test', '--fast', '--yes');
    expect(denied.out).toMatch(/you lack the permission events:PutEvents.*iam-policy test/);
    installFastPath();
    const none = await on.shell.onStack('test', '--fast', '--yes');
    expect([none.code, none.err]).toEqual([
      2,
      expect.stringContaining('there is no fast path in us-east-1'),
    ]);
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readTemplate } from '../../src/cli/packagedTemplates.ts';
import { AwsFault } from '../fakes/awsServer.ts';
import { type AwsShell, openAwsShell } from '../fakes/awsShell.ts';
import { addCloudFormation, type FakeCloudFormation } from '../fakes/cloudFormation.ts';
import { ACCOUNT } from '../fakes/records.ts';
import { addTrails } from '../fakes/trails.ts';

let shell: AwsShell;
let cloudFormation: FakeCloudFormation;
const REGIONS = ['ap-northeast-1', 'ap-southeast-2', 'eu-north-1', 'us-east-1', 'us-east-2'];
const switchOn = (...regions: string[]) =>
  shell.aws.answers.set('account.ListRegions', () => ({
    Regions: regions.map((RegionName) => ({ RegionName })),
  }));
beforeEach(async () => {
  shell = await openAwsShell();
  cloudFormation = addCloudFormation(shell.aws);
  addTrails(shell.aws, [{ name: 'everywhere' }]);
  switchOn(...REGIONS);
});
afterEach(() => shell.close());

const EMAIL = ['--email', 'you@example.com', '--language', 'en', '--time-zone', 'UTC'];
const deploy = (...args: string[]) => shell.loginbell('deploy', ...EMAIL, '--yes', ...args);
const fastStacks = () =>
  [...cloudFormation.stacks.keys()].filter((name) => name.startsWith('loginbell-fast-path')).sort();
const IN_ALL = ['', ' in ap-southeast-2', ' in eu-north-1', ' in us-east-2'].map(
  (where) => `loginbell-fast-path${where}`,
);
/** One action is refused in one region, and answered as before elsewhere. */
function refuseIn(region: string, action: string, fault: AwsFault): void {
  const answer = shell.aws.answers.get(`cloudformation.${action}`);
  shell.aws.answers.set(`cloudformation.${action}`, (call) =>
    call.region === region ? fault : (answer?.(call) ?? fault),
  );
}
const DENIED = new AwsFault(
  'AccessDenied',
  `User: arn:aws:iam::${ACCOUNT}:user/alice is not authorized to perform: cloudformation:CreateChangeSet with an explicit deny in a service control policy`,
);

describe('loginbell deploy --fast-path', () => {
  it('makes a stack where sign-ins are recorded and at home, listed in the plan, and says what next', async () => {
    const { code, out, err } = await deploy('--fast-path', '--events', 'AllSignIns');
    expect([code, fastStacks()]).toEqual([0, IN_ALL]);
    for (const region of ['us-east-1', 'us-east-2', 'eu-north-1', 'ap-southeast-2']) {
      expect(err).toContain(`create  stack loginbell-fast-path in ${region} (version`);
      expect(err).toMatch(new RegExp(`^ {2}${region} +created$`, 'm'));
    }
    for (const name of IN_ALL) {
      const stack = cloudFormation.stacks.get(name);
      expect(stack?.parameters).toEqual({
        ResourceSuffixName: 'ab0925cd',
        HomeRegion: 'us-east-1',
        Events: 'AllSignIns',
      });
    }
    expect(err).toContain('loginbell deploy --region us-east-1 --no-fast-path');
    expect(out).toContain('loginbell test --fast');
  });

  it('is left alone, and kept up to date, by every later deploy, also where only one region has it', async () => {
    await deploy('--fast-regions', 'eu-north-1');
    expect(fastStacks()).toEqual(['loginbell-fast-path', 'loginbell-fast-path in eu-north-1']);
    const before = shell.changes().length;
    expect((await deploy()).err).toContain('Nothing changed');
    expect(shell.changes()).toHaveLength(before);
    const update = await deploy('--events', 'AllSignInsAndTampering');
    expect(update.err).toContain(
      'update  stack loginbell-fast-path in eu-north-1 (Events (none) to AllSignInsAndTampering)',
    );
    for (const name of fastStacks())
      expect(cloudFormation.stacks.get(name)?.parameters['Events']).toBe('AllSignInsAndTampering');
    const long = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';
    await deploy('--fast-rule-state', long);
    expect(cloudFormation.stacks.get('loginbell-fast-path')?.parameters['RuleState']).toBe(long);
    expect((await deploy('--fast-rule-state', 'OFF')).err).toContain('"OFF" is none of ENABLED');
  });

  it('asks no other region where home has no fast path and none is asked for', async () => {
    expect((await deploy()).code).toBe(0);
    const regions = new Set(shell.aws.calls.map(({ region }) => region));
    expect([...regions]).toEqual(['us-east-1']);
    expect(shell.aws.calls.map(({ action }) => action)).not.toContain('ListRegions');
  });

  it('has exactly the regions that are named, and takes the others away', async () => {
    await deploy('--fast-path');
    const { err } = await deploy('--fast-regions', 'us-east-2');
    expect(err).toContain('delete  stack loginbell-fast-path in eu-north-1 (');
    expect(err).toMatch(/^ {2}eu-north-1 +deleted$/m);
    expect(fastStacks()).toEqual(['loginbell-fast-path', 'loginbell-fast-path in us-east-2']);
    await deploy('--fast-regions', 'all');
    expect(fastStacks()).toHaveLength(REGIONS.length);
    await deploy('--no-fast-path');
    expect(fastStacks()).toEqual([]);
  });

  it('goes on where a region fails, is forbidden, switched off or misspelt, and says each in a sentence', async () => {
    cloudFormation.scripts.set('loginbell-fast-path in eu-north-1', [
      ['loginbell-fast-path', 'CREATE_IN_PROGRESS'],
      ['FastPathRole', 'CREATE_FAILED', 'Something is wrong'],
      ['loginbell-fast-path', 'ROLLBACK_COMPLETE'],
    ]);
    refuseIn('us-east-2', 'DescribeStacks', DENIED);
    refuseIn('ap-southeast-2', 'CreateChangeSet', DENIED);
    const regions = 'eu-north-1,us-east-2,ap-southeast-2,us-esat-1,ap-northeast-1,cn-north-1';
    const { code, err } = await deploy('--fast-regions', regions);
    expect(code).toBe(1);
    expect(fastStacks()).toEqual(
      expect.arrayContaining(['loginbell-fast-path', 'loginbell-fast-path in ap-northeast-1']),
    );
    const passedOver = Object.fromEntries(
      [...err.matchAll(/^No fast path in (\S+): (.*)$/gm)].map(([, region, reason]) => [
        region,
        reason,
      ]),
    );
    expect(passedOver).toEqual({
      'eu-north-1': expect.stringContaining('FastPathRole (AWS::SNS::Topic): Something is wrong'),
      'us-east-2': expect.stringContaining('a policy of the organization denies it'),
      'ap-southeast-2': expect.stringContaining('a policy of the organization denies it'),
      'us-esat-1': expect.stringContaining('is it spelt right?'),
      'cn-north-1': 'it is in aws-cn, and this account in aws',
    });
    expect(err).toContain('skip    the fast path in us-esat-1');
    expect(err).toContain('nothing is lost');
  });

  it('is at home alone in partitions whose regions send one another no events, and says so', async () => {
    shell.aws.answers.set('sts.GetCallerIdentity', () => ({
      Account: ACCOUNT,
      Arn: `arn:aws-us-gov:iam::${ACCOUNT}:user/alice`,
    }));
    switchOn('us-gov-west-1', 'us-gov-east-1');
    const args = ['--region', 'us-gov-west-1', '--log-group', 'logs'];
    shell.aws.answers.set('logs.DescribeLogGroups', () => ({
      logGroups: [{ logGroupName: 'logs', logGroupClass: 'STANDARD' }],
    }));
    const usual = await deploy(...args, '--fast-path');
    expect([usual.code, fastStacks()]).toEqual([0, ['loginbell-fast-path in us-gov-west-1']]);
    const both = await deploy(...args, '--fast-regions', 'us-gov-east-1');
    expect(both.err).toContain('EventBridge sends no events from one region to another');
  });

  it('looks where sign-ins are recorded when the regions cannot be listed, and says so', async () => {
    shell.aws.answers.delete('account.ListRegions');
    const { code, err } = await deploy('--fast-path');
    expect([code, fastStacks()]).toEqual([0, IN_ALL]);
    expect(err).toMatch(/skip +stacks of the fast path in regions that are not named.*ListRegions/);
  });
});

describe('loginbell uninstall, with a fast path', () => {
  const uninstall = (...args: string[]) => shell.loginbell('uninstall', ...args);

  it('finds it in every region, also under a name given by hand, and deletes it first', async () => {
    await deploy('--fast-path');
    cloudFormation.add('by-hand', {
      region: 'ap-northeast-1',
      body: readTemplate('fast-path'),
      parameters: { ResourceSuffixName: 'ab0925cd' },
      outputs: { RuleName: 'LoginbellFastPath-ab0925cd' },
    });
    const { code, err } = await uninstall('--yes');
    expect(code).toBe(0);
    expect(err).toContain('delete  stack by-hand in ap-northeast-1 (the fast path)');
    expect(err).toMatch(/The fast path, in 5 regions:[\s\S]*Deleting the stack loginbell:/);
    const left = [...cloudFormation.stacks.keys()].filter((name) => !name.startsWith('arn:'));
    expect(left).toEqual([]);
  });

  it('goes on where one region fails, and says what is left and how to remove it', async () => {
    await deploy('--fast-path');
    refuseIn('eu-north-1', 'DeleteStack', DENIED);
    const { code, out } = await uninstall('--yes');
    expect(code).toBe(1);
    expect(out).toContain('stack loginbell-fast-path in eu-north-1 is still there');
    expect(fastStacks()).toEqual(['loginbell-fast-path in eu-north-1']);
    expect(cloudFormation.stacks.has('loginbell')).toBe(false);
    // And again, though nothing else is there any more.
    refuseIn('us-east-2', 'DescribeStacks', DENIED);
    const again = await uninstall('--dry-run');
    expect(again.out).toContain('delete  stack loginbell-fast-path in eu-north-1');
    expect(again.out).toMatch(/skip +stack loginbell-fast-path in us-east-2, if there is one/);
  });
});

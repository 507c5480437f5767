import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readTemplate } from '../../src/cli/packagedTemplates.ts';
import { fieldAt } from '../../src/signin/fields.ts';
import { AwsFault } from '../fakes/awsServer.ts';
import { type AwsShell, lastCall, openAwsShell } from '../fakes/awsShell.ts';
import { addCloudFormation, type FakeCloudFormation } from '../fakes/cloudFormation.ts';
import { ACCOUNT } from '../fakes/records.ts';
import { addTrails, type FakeTrail } from '../fakes/trails.ts';

let shell: AwsShell;
let cloudFormation: FakeCloudFormation;
beforeEach(async () => {
  shell = await openAwsShell();
  cloudFormation = addCloudFormation(shell.aws);
  addTrails(shell.aws, [{ name: 'everywhere' }]);
});
afterEach(() => shell.close());

const EMAIL = ['--email', 'you@example.com', '--language', 'en', '--time-zone', 'UTC'];
const deploy = (...args: string[]) => shell.loginbell('deploy', ...args);
const parameters = (stack = 'loginbell') =>
  Object.fromEntries(
    Object.entries(cloudFormation.stacks.get(stack)?.parameters ?? {}).filter(
      ([key]) => !/^Program\d+$/.test(key),
    ),
  );

describe('loginbell deploy', () => {
  it('refuses more account names than a function has room for, before anything is done', async () => {
    const names = (count: number) =>
      Array.from({ length: count }, (_, i) => `${111122220000 + i}=account-${i}`).join(',');
    const { code, err } = await deploy(...EMAIL, '--yes', '--account-names', names(110));
    expect([code, err]).toEqual([2, expect.stringContaining('2400 fit into the variables')]);
    expect(shell.aws.calls).toEqual([]);
    expect((await deploy(...EMAIL, '--yes', '--account-names', names(90))).code).toBe(0);
  });

  it('names accounts as the organization does, on every page, or says why not', async () => {
    const accounts = Array.from({ length: 25 }, (_, i) => ({
      Id: String(111122220000 + i),
      Name: i === 0 ? 'Ops, Tokyo=1' : `account-${i}`,
      Status: i === 3 ? 'SUSPENDED' : 'ACTIVE',
    }));
    shell.aws.answers.set('organizations.ListAccounts', ({ input }) => {
      const start = Number(input['NextToken'] ?? 0);
      return {
        Accounts: accounts.slice(start, start + 20),
        ...(start + 20 < accounts.length ? { NextToken: String(start + 20) } : {}),
      };
    });
    let saved: Record<string, string> = {};
    shell.aws.answers.set('dynamodb.UpdateItem', ({ input }) => {
      expect(fieldAt(input, 'Key', 'eventID', 'S')).toBe('net#account-names');
      const values = fieldAt(input, 'ExpressionAttributeValues', ':details', 'S');
      saved = JSON.parse(String(values));
      return { Attributes: {} };
    });
    const args = [...EMAIL, '--yes', '--account-names', 'organization'];
    expect((await deploy(...args)).code).toBe(0);
    expect(parameters()['AccountNames']).toBe('organization');
    expect(Object.keys(saved)).toHaveLength(24);
    expect(saved['111122220000']).toBe('Ops, Tokyo=1');
    expect(saved).not.toHaveProperty('111122220003');
    accounts.push(
      ...Array.from({ length: 300 }, (_, i) => {
        return { Id: String(444455550000 + i), Name: `more-${i}`, Status: 'ACTIVE' };
      }),
    );
    // More than a parameter has room for; the stacks are as they were.
    const again = await deploy(...args);
    expect([again.code, Object.keys(saved).length]).toEqual([0, 324]);
    expect(again.err).toContain('set   the names of 324 accounts in table');
    shell.aws.answers.delete('organizations.ListAccounts');
    expect(await deploy(...args)).toMatchObject({
      code: 1,
      err: expect.stringMatching(/organizations:ListAccounts is missing.*management account/s),
    });
  });

  it('asks the organization before it makes a trail of all its accounts', async () => {
    const args = [...EMAIL, '--yes', '--organization-id', 'o-a1b2c3d4e5'];
    expect(await deploy(...args)).toMatchObject({
      code: 1,
      err: expect.stringMatching(/organizations:DescribeOrganization is missing; leave/),
    });
    shell.aws.answers.set('organizations.DescribeOrganization', () => ({
      Organization: { Id: 'o-a1b2c3d4e5', MasterAccountId: ACCOUNT },
    }));
    let services: object[] = [];
    shell.aws.answers.set('organizations.ListAWSServiceAccessForOrganization', ({ input }) =>
      input['NextToken'] === undefined
        ? { EnabledServicePrincipals: [], NextToken: 'more' }
        : { EnabledServicePrincipals: services },
    );
    expect(await deploy(...args)).toMatchObject({
      code: 2,
      err: expect.stringContaining('aws organizations enable-aws-service-access'),
    });
    expect(shell.changes()).toEqual([]);
    services = [{ ServicePrincipal: 'cloudtrail.amazonaws.com' }];
    const { code, out } = await deploy(...EMAIL, '--dry-run', '--organization-id', 'o-a1b2c3d4e5');
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/set +the trail Management-events-ab0925cd as that of every account/),
    ]);
    expect((await deploy(...EMAIL, '--organization-id', 'mine')).err).toMatch(
      /--organization-id: "mine" is no id of an organization/,
    );
  });

  it('adopts the trail that fits, installs, tells of it as it happens, and says what next', async () => {
    const { code, out, err } = await deploy(...EMAIL, '--yes');
    expect(code).toBe(0);
    expect(parameters()).toEqual({
      ResourceSuffixName: 'ab0925cd',
      ExistingCloudTrailLogGroupName: 'everywhere-logs',
      Email: 'you@example.com',
      Language: 'en',
      TimeZone: 'UTC',
    });
    expect([...cloudFormation.stacks.keys()]).toEqual(['loginbell']);
    expect(err).toMatch(/keep +trail everywhere \(it fits: loginbell listens to its log group/);
    expect(err).toMatch(/CREATE_COMPLETE +SendEmailTopic \(AWS::SNS::Topic\)/);
    expect(out).toContain("loginbell confirm 'THE LINK'");
  });

  it('makes a trail where there is none, and listens to its log group', async () => {
    addTrails(shell.aws, []);
    const { code } = await deploy(...EMAIL, '--yes', '--log-retention-days', '60');
    expect(code).toBe(0);
    expect(parameters('loginbell-trail')).toEqual({
      ResourceSuffixName: 'ab0925cd',
      LogRetentionDays: '60',
    });
    expect(parameters()).toMatchObject({
      ExistingCloudTrailLogGroupName: `aws-cloudtrail-loggroup-${ACCOUNT}-ab0925cd`,
      LogRetentionDays: '60',
    });
  });

  it('sends templates that CloudFormation takes directly, with static names of what may be left', async () => {
    addTrails(shell.aws, []);
    await deploy(...EMAIL, '--yes');
    const bodies = [...cloudFormation.stacks.values()].map(({ body }) => body);
    for (const body of bodies) expect(Buffer.byteLength(body)).toBeLessThanOrEqual(51_200);
    expect(bodies.join('')).toContain('TableName: ConsoleLoginEventDataTable-ab0925cd\n');
    expect(bodies.join('')).toContain(`BucketName: aws-cloudtrail-logs-${ACCOUNT}-ab0925cd\n`);
    expect(lastCall(shell.aws, 'CreateChangeSet')).toMatchObject({
      ImportExistingResources: 'true',
      'Capabilities.member.1': 'CAPABILITY_NAMED_IAM',
    });
  });

  it('does nothing in a dry run, without --yes, or on a no; a yes is enough', async () => {
    const dry = await deploy(...EMAIL, '--dry-run');
    expect([dry.code, dry.out]).toEqual([0, expect.stringContaining('create  stack loginbell')]);
    const alone = await deploy(...EMAIL);
    expect([alone.code, alone.err]).toEqual([2, expect.stringContaining('add --yes')]);
    shell.answers = ['no'];
    expect((await deploy(...EMAIL)).code).toBe(5);
    expect(shell.changes()).toEqual([]);
    shell.answers = ['y'];
    expect((await deploy(...EMAIL)).code).toBe(0);
    expect(shell.changes()).toContain('cloudformation.ExecuteChangeSet');
  });

  it('prints the plan and the result as JSON', async () => {
    const dry = await deploy(...EMAIL, '--dry-run', '--json');
    expect(JSON.parse(dry.out)).toMatchObject({ undo: ['loginbell uninstall --region us-east-1'] });
    const done = await deploy(...EMAIL, '--yes', '--json');
    expect(JSON.parse(done.out)).toEqual({ changed: ['loginbell'], outputs: {} });
  });

  it('changes nothing when run again, and only what is named otherwise', async () => {
    await deploy(...EMAIL, '--yes');
    const before = shell.changes().length;
    const again = await deploy(...EMAIL, '--yes');
    expect([again.code, again.err]).toEqual([0, expect.stringContaining('Nothing changed')]);
    expect(shell.changes()).toHaveLength(before);
    const update = await deploy('--events', 'AllSignIns', '--yes');
    expect(update.err).toContain('update  stack loginbell (Events (none) to AllSignIns)');
    expect(update.err).toContain('To undo: deploy again with Events (none)');
    expect(parameters()).toMatchObject({ Email: 'you@example.com', Events: 'AllSignIns' });
    expect(update.out).not.toContain('THE LINK');
  });

  it.each(['readable', 'packed'] as const)(
    'leaves a stack alone that a hand made of the %s template of this version',
    async (form) => {
      cloudFormation.add('made-by-hand', {
        // As GetTemplate returns it: only ASCII.
        body: readTemplate('console-login-notification', form).replace(/[^\0-\x7f]/gu, '?'),
        parameters: { ResourceSuffixName: 'ab0925cd', Email: 'you@example.com' },
        outputs: { FunctionName: 'ConsoleLoginNotificationLambda-ab0925cd' },
      });
      const { code, err } = await deploy('--yes', '--email', 'you@example.com');
      expect([code, err]).toEqual([0, expect.stringContaining('Nothing changed')]);
      expect(shell.changes()).toEqual([]);
      const update = await deploy('--yes', '--email', 'me@example.com');
      expect(update.err).toContain('(Email you@example.com to me@example.com)');
      expect(Buffer.byteLength(cloudFormation.stacks.get('made-by-hand')?.body ?? '')).toBeLessThan(
        51_200,
      );
    },
  );

  it('says that it undoes what a hand changed in the template', async () => {
    cloudFormation.add('loginbell', {
      body: readTemplate('console-login-notification').replace('Timeout: 40', 'Timeout: 3'),
      parameters: { ResourceSuffixName: 'ab0925cd', Email: 'you@example.com' },
      outputs: { FunctionName: 'ConsoleLoginNotificationLambda-ab0925cd' },
    });
    const { err } = await deploy('--yes');
    expect(err).toContain('stack loginbell (its template was edited by hand, which this undoes)');
    expect(err).toContain('To undo: deploy the edited template again');
  });

  it('updates a stack of an older template, whatever the stack is called', async () => {
    cloudFormation.add('made-by-hand', {
      body: 'Description: loginbell 0.0.9 - e-mails you\n',
      parameters: { ResourceSuffixName: 'ab0925cd', Email: 'old@example.com', Gone: 'x' },
      outputs: { FunctionName: 'ConsoleLoginNotificationLambda-ab0925cd' },
    });
    const { code, err } = await deploy('--yes', '--email', 'new@example.com');
    expect(code).toBe(0);
    expect(err).toMatch(/update {2}stack made-by-hand \(version 0\.0\.9 to \d/);
    expect(err).toContain('Email old@example.com to new@example.com');
    expect(err).toContain('send    a request to confirm, to new@example.com');
    expect(parameters('made-by-hand')).toEqual({
      ResourceSuffixName: 'ab0925cd',
      Email: 'new@example.com',
    });
  });

  it('tells each event of an update once, in order, and none of before', async () => {
    await deploy(...EMAIL, '--yes');
    cloudFormation.scripts.set('loginbell', [
      ['loginbell', 'UPDATE_IN_PROGRESS'],
      ['One', 'UPDATE_COMPLETE'],
      ['Two', 'UPDATE_COMPLETE'],
      ['Three', 'UPDATE_COMPLETE'],
      ['loginbell', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'],
      ['loginbell', 'UPDATE_COMPLETE'],
    ]);
    const { code, err } = await deploy('--events', 'AllSignIns', '--yes');
    const told = [...err.matchAll(/Z {2}(\w+) +(\w+) \(/g)].map(
      ([, status, id]) => `${id} ${status}`,
    );
    expect([code, told]).toEqual([
      0,
      [
        'loginbell UPDATE_IN_PROGRESS',
        'One UPDATE_COMPLETE',
        'Two UPDATE_COMPLETE',
        'Three UPDATE_COMPLETE',
        'loginbell UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
        'loginbell UPDATE_COMPLETE',
      ],
    ]);
  });

  it('takes it for no change where CloudFormation finds none', async () => {
    await deploy(...EMAIL, '--yes');
    cloudFormation.refusals.set('loginbell', "The submitted information didn't contain changes.");
    const { code, out } = await deploy('--yes', '--retention-days', '90');
    expect([code, out]).toEqual([0, 'Nothing changed.']);
    expect(shell.changes()).toContain('cloudformation.DeleteChangeSet');
  });

  it('deletes what is left of a failed attempt first, and says so', async () => {
    cloudFormation.add('loginbell', {
      status: 'ROLLBACK_COMPLETE',
      body: readTemplate('console-login-notification'),
    });
    const { code, err } = await deploy(...EMAIL, '--yes');
    expect(code).toBe(0);
    expect(err).toMatch(/what is left of a failed attempt, ROLLBACK_COMPLETE, is deleted first/);
    expect(err).toMatch(/Deleting what is left[\s\S]*DELETE_COMPLETE[\s\S]*Creating the stack/);
    expect(cloudFormation.stacks.get('loginbell')?.status).toBe('CREATE_COMPLETE');
  });

  it('says the one cause of a failure, not the cancelled rest', async () => {
    cloudFormation.scripts.set('loginbell', [
      ['loginbell', 'CREATE_IN_PROGRESS'],
      ['ErrorsAlarm', 'CREATE_FAILED', 'Resource creation cancelled'],
      [
        'LogGroupSubscriptionFilter',
        'CREATE_FAILED',
        'Resource handler returned message: "Resource limit exceeded. (Service: CloudWatchLogs, Status Code: 400)" (RequestToken: r, HandlerErrorCode: ServiceLimitExceeded)',
      ],
      ['loginbell', 'ROLLBACK_IN_PROGRESS', 'The following resource(s) failed to create: […]'],
      ['loginbell', 'ROLLBACK_COMPLETE'],
    ]);
    const { code, err } = await deploy(...EMAIL, '--yes');
    expect(code).toBe(1);
    const last = err.split('\n').at(-1);
    expect(last).toMatch(
      /^loginbell: the stack loginbell failed \(ROLLBACK_COMPLETE\): LogGroupSubscriptionFilter .*two subscription filters/,
    );
    expect(err).not.toContain('defect');
  });

  it.each<[string, FakeTrail, RegExp]>([
    ['one region', { name: 't', trail: { IsMultiRegionTrail: false } }, /it covers one region/],
    [
      'not delivering',
      { name: 't', status: { LatestCloudWatchLogsDeliveryError: 'Access\u001b[1mdenied' } },
      /CloudTrail cannot write to its log group \(Access\uFFFD\[1mdenied\)/,
    ],
    [
      'reads only',
      {
        name: 't',
        selectors: {
          EventSelectors: [{ ReadWriteType: 'ReadOnly', IncludeManagementEvents: true }],
        },
      },
      /it records no management events that write/,
    ],
    [
      'the wrong class',
      { name: 't', logGroupClass: 'INFREQUENT_ACCESS' },
      /class INFREQUENT_ACCESS/,
    ],
  ])('says why a trail does not fit: %s', async (_, trail, why) => {
    addTrails(shell.aws, [trail]);
    const { code, out } = await deploy(...EMAIL, '--dry-run');
    expect(code).toBe(0);
    expect(out).toMatch(why);
    expect(out).toMatch(/create {2}stack loginbell-trail \(.*a second copy of events is charged/);
  });

  it.each<[string, FakeTrail, RegExp]>([
    [
      'switched off',
      { name: 't', status: { IsLogging: false } },
      /it is switched off; switch it on: aws cloudtrail start-logging --region us-east-1 --name arn:\S+, or add --new-trail/,
    ],
    [
      'whose log group has no room',
      { name: 't', filters: ['one', 'two'] },
      /two subscription filters already, and takes no more \(one to arn:\S+:one, two to .*delete a filter that nobody needs .*, or add --new-trail/,
    ],
    [
      'without a log group',
      { name: 't', trail: { CloudWatchLogsLogGroupArn: undefined } },
      /it writes to no log group; give it a log group .*, or add --new-trail/,
    ],
    [
      "of the organization, with another account's log group",
      {
        name: 't',
        trail: {
          IsOrganizationTrail: true,
          CloudWatchLogsLogGroupArn: 'arn:aws:logs:us-east-1:999999999999:log-group:x:*',
        },
      },
      /install loginbell in the account 999999999999, .*, or add --new-trail/,
    ],
  ])('makes no second, charged trail beside one %s, unless told to', async (_, trail, says) => {
    addTrails(shell.aws, [trail]);
    const { code, err } = await deploy(...EMAIL, '--yes');
    expect([code, err]).toEqual([2, expect.stringMatching(says)]);
    expect(shell.changes()).toEqual([]);
    const { out } = await deploy(...EMAIL, '--dry-run', '--new-trail');
    expect(out).toMatch(/create {2}stack loginbell-trail \(.*a second copy of events is charged/);
  });

  describe("beside the article's stack", () => {
    beforeEach(() => {
      cloudFormation.add('article', {
        body: 'Description: the article',
        parameters: { ResourceSuffixName: 'ab0925cd' },
        outputs: { FunctionName: 'ConsoleLoginNotificationLambda' },
      });
    });

    it('names the suffix to use before anything is made, since the topic would be shared', async () => {
      const { code, err } = await deploy(...EMAIL, '--yes');
      expect([code, err]).toEqual([
        2,
        expect.stringMatching(
          /stack article is that of the article.* add --suffix bell01.*backfill/,
        ),
      ]);
      expect(shell.changes()).toEqual([]);
    });

    it('leaves it alone under another suffix, and says how its history comes over', async () => {
      const { code, out } = await deploy(...EMAIL, '--dry-run', '--suffix', 'bell01');
      expect(code).toBe(0);
      expect(out).toMatch(
        /keep +stack article \(of the article; .*--from history.json --suffix bell01/,
      );
    });
  });

  it("recognises the article's function where no stack is known, by the filter that feeds it", async () => {
    addTrails(shell.aws, [{ name: 't', filters: ['ConsoleLoginNotificationLambda'] }]);
    for (const way of [[], ['--log-group', 't-logs']]) {
      expect(await deploy(...EMAIL, '--yes', ...way)).toMatchObject({
        code: 2,
        err: expect.stringMatching(
          /the function ConsoleLoginNotificationLambda is that of the article.* add --suffix bell01/,
        ),
      });
    }
    expect(shell.changes()).toEqual([]);
  });

  it('says of a log group that CloudTrail writes without a trail what it lacks', async () => {
    shell.aws.answers.set('logs.DescribeLogGroups', ({ input }) => ({
      logGroups:
        input['logGroupNamePrefix'] === 'aws/cloudtrail/'
          ? [{ logGroupName: 'aws/cloudtrail/management' }]
          : [],
    }));
    const { code, out } = await deploy(...EMAIL, '--dry-run');
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(
        /keep +log group aws\/cloudtrail\/management \(not used: .*us-east-1 alone; .*--log-group/,
      ),
    ]);
  });

  it('has room where one of two filters is its own', async () => {
    addTrails(shell.aws, [{ name: 't', filters: ['other', 'ConsoleLogin-ab0925cd'] }]);
    expect((await deploy(...EMAIL, '--dry-run')).out).toMatch(/trail t \(it fits/);
  });

  it('makes no second trail where one fits in another region, unless told to', async () => {
    const CloudWatchLogsLogGroupArn = `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:x:*`;
    addTrails(shell.aws, [{ name: 't', trail: { CloudWatchLogsLogGroupArn } }]);
    const { code, err } = await deploy(...EMAIL, '--dry-run');
    expect([code, err]).toEqual([
      2,
      expect.stringMatching(/add --region eu-west-1, or --new-trail/),
    ]);
    expect((await deploy(...EMAIL, '--dry-run', '--new-trail')).out).toContain('loginbell-trail');
  });

  it('looks at no trail where a log group is given', async () => {
    const { out } = await deploy(...EMAIL, '--dry-run', '--log-group', 'everywhere-logs');
    expect(out).toContain('keep    log group everywhere-logs (as given)');
    expect(shell.aws.calls.map(({ service }) => service)).not.toContain('cloudtrail');
  });

  it.each<[string, Partial<FakeTrail>, string, RegExp]>([
    ['that is not there', {}, 'elsewhere', /in us-east-1: there is no such log group/],
    ['of the wrong class', { logGroupClass: 'DELIVERY' }, 't-logs', /of class DELIVERY/],
    ['without room', { filters: ['one', 'two'] }, 't-logs', /two subscription filters already/],
  ])('refuses a log group %s before anything fails', async (_, trail, name, says) => {
    addTrails(shell.aws, [{ name: 't', ...trail }]);
    const { code, err } = await deploy(...EMAIL, '--yes', '--log-group', name);
    expect([code, err]).toEqual([2, expect.stringMatching(says)]);
    expect(shell.changes()).toEqual([]);
  });

  it.each<[string, () => string[], number, RegExp]>([
    ['nobody to tell', () => [], 2, /add --email you@example\.com/],
    ['a wrong address', () => ['--email', 'you'], 2, /--email: "you" is no e-mail address/],
    [
      'several wrong settings, together',
      () => [...EMAIL, '--language', 'tlh', '--events', 'x'],
      2,
      /--language: [\s\S]*--events: /,
    ],
    ['a wrong suffix', () => [...EMAIL, '--suffix', 'Bell'], 2, /--suffix: "Bell" is no suffix/],
    [
      "a stack that is not loginbell's",
      () => {
        cloudFormation.add('article', {
          body: 'Description: the article',
          outputs: { FunctionName: 'ConsoleLoginNotificationLambda-ab0925cd' },
        });
        return EMAIL;
      },
      1,
      /the stack article holds the names .* choose another --suffix/,
    ],
    [
      'another suffix in the stack',
      () => {
        cloudFormation.add('loginbell', {
          body: readTemplate('console-login-notification'),
          parameters: { ResourceSuffixName: 'bell01' },
        });
        return EMAIL;
      },
      1,
      /add --suffix bell01/,
    ],
    [
      'a busy stack',
      () => {
        cloudFormation.add('loginbell', {
          status: 'UPDATE_IN_PROGRESS',
          body: readTemplate('console-login-notification'),
        });
        return EMAIL;
      },
      1,
      /at work on the stack loginbell \(UPDATE_IN_PROGRESS\)/,
    ],
    [
      'a stuck stack',
      () => {
        cloudFormation.add('loginbell', {
          status: 'UPDATE_ROLLBACK_FAILED',
          body: readTemplate('console-login-notification'),
        });
        return EMAIL;
      },
      1,
      /continue-update-rollback --stack-name loginbell/,
    ],
    [
      'a missing permission',
      () => {
        shell.aws.answers.delete('cloudformation.CreateChangeSet');
        return EMAIL;
      },
      1,
      /lack the permission cloudformation:CreateChangeSet on \*; "loginbell iam-policy/,
    ],
    [
      'expired credentials',
      () => {
        shell.aws.answers.set(
          'cloudformation.DescribeStacks',
          () => new AwsFault('ExpiredToken', 'expired'),
        );
        return EMAIL;
      },
      1,
      /credentials have expired/,
    ],
    [
      'a parameter that CloudFormation refuses',
      () => {
        cloudFormation.refusals.set(
          'loginbell',
          'Parameter KmsKeyArn failed to satisfy constraint: The ARN of a key',
        );
        return [...EMAIL, '--kms-key-arn', 'nonsense'];
      },
      1,
      /the parameter KmsKeyArn: The ARN of a key/,
    ],
  ])('explains %s', async (_, prepare, code, says) => {
    const result = await deploy(...prepare(), '--yes');
    expect(result.err).toMatch(says);
    expect([result.code, result.err.includes('defect')]).toEqual([code, false]);
    expect(shell.changes()).not.toContain('cloudformation.ExecuteChangeSet');
  });
});

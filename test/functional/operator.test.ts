import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { createDynamoDbJournal } from '../../src/aws/dynamoDbJournal.ts';
import { createDynamoDbRows } from '../../src/aws/dynamoDbRows.ts';
import { createSdkDynamoDbCalls } from '../../src/aws/dynamoDbSdkCalls.ts';
import { createLetterMemory } from '../../src/aws/letterMemory.ts';
import { fieldAt } from '../../src/signin/fields.ts';
import { parseJson } from '../../src/signin/parseJson.ts';
import { parseSignIn } from '../../src/signin/parseSignIn.ts';
import { AwsFault } from '../fakes/awsServer.ts';
import { lastCall } from '../fakes/awsShell.ts';
import { createFakeClock } from '../fakes/fakeClock.ts';
import { useInstallation } from '../fakes/installationShell.ts';
import { deadLetterOf } from '../fakes/letterQueue.ts';
import { consoleLogin, FAILED, iamUser } from '../fakes/records.ts';

const on = useInstallation();

describe('loginbell history, of an installation', () => {
  const history = (...args: string[]) => on.shell.onStack('history', '--time-zone', 'UTC', ...args);
  const timesOf = async (...args: string[]) => {
    const { out } = await history('--json', '--limit', '0', ...args);
    return out
      .split('\n')
      .filter(Boolean)
      .map((line) => fieldAt(parseJson(line), 'occurredAt'));
  };

  beforeEach(async () => {
    on.shell.happened('us-east-1', ['2026-01-10T10:00:00Z', '2026-02-20T10:00:00Z']);
    const bob = { userIdentity: iamUser('bob'), userAgent: 'evil \u001b[31m\u202eagent' };
    on.shell.happened('us-east-1', ['2026-02-20T11:00:00Z'], { ...bob, ...FAILED });
    await on.shell.onStack('backfill', '--yes', '--data', on.shell.data);
  });

  it('shows a table, newest first, back over all weeks', async () => {
    const { code, out } = await history();
    expect(code).toBe(0);
    const [, ...rows] = out.split('\n');
    expect(rows.map((row) => row.slice(0, 26).trim())).toEqual([
      '2026/02/20 11:00:00  bob',
      '2026/02/20 10:00:00  alice',
      '2026/01/10 10:00:00  alice',
    ]);
  });

  it('finds by user, principal, time and outcome', async () => {
    expect(await timesOf('--user', 'bob')).toEqual(['2026-02-20T11:00:00.000Z']);
    expect(await timesOf('--user', '123456789012:user/alice')).toHaveLength(2);
    expect(await timesOf('--since', '2026-02-20 10:30')).toEqual(['2026-02-20T11:00:00.000Z']);
    expect(await timesOf('--until', '2026-02-20 10:00')).toEqual(['2026-01-10T10:00:00.000Z']);
    expect(await timesOf('--failed')).toHaveLength(1);
    expect(await timesOf('--limit', '1')).toEqual(['2026-02-20T11:00:00.000Z']);
  });

  it('lets nothing of a record reach the terminal as anything but text', async () => {
    for (const format of [[], ['--csv'], ['--json']]) {
      const { out } = await history(...format);
      expect(out).toContain('bob');
      expect(['\u001b', '\u202e'].filter((letter) => out.includes(letter))).toEqual([]);
    }
  });

  it('shows what the table holds when the stack is gone, since uninstall leaves it', async () => {
    on.shell.forgetStack();
    const { code, out, err } = await history();
    expect([code, out.split('\n').length]).toEqual([0, 4]);
    expect(err).toContain(`There is no stack any more; this is what its table ${on.shell.table}`);
    const other = await on.shell.loginbell(
      'history',
      '--suffix',
      'never-was',
      '--time-zone',
      'UTC',
    );
    expect(other).toMatchObject({ code: 2, err: expect.stringContaining('no stack') });
  });

  it('says what is missing where there is no such installation', async () => {
    const result = await on.shell.loginbell('history', '--stack', 'mine');
    expect(result).toMatchObject({ code: 2, err: expect.stringContaining('no stack "mine"') });
  });

  it('asks this machine where nothing of AWS is named', async () => {
    const result = await on.shell.loginbell('history', '--data', on.shell.data);
    expect(result).toMatchObject({ code: 2, err: expect.stringContaining('--aws') });
  });
});

describe('loginbell backfill --from', () => {
  const backfill = (...args: string[]) =>
    on.shell.onStack('backfill', '--data', on.shell.data, ...args);
  const file = (value: object | string | Buffer) => {
    const path = join(on.shell.data, 'history.json');
    const isRaw = typeof value === 'string' || Buffer.isBuffer(value);
    writeFileSync(path, isRaw ? value : JSON.stringify(value));
    return path;
  };
  /** As the article's function wrote it. */
  const row = (id: string, changes: Record<string, string> = {}) => ({
    ...Object.fromEntries(
      Object.entries({
        eventID: id,
        accountId: '123456789012',
        userName: 'alice',
        eventTime: '2026/02/20 19:00:00',
        eventSource: 'signin.amazonaws.com',
        eventName: 'ConsoleLogin',
        awsRegion: 'us-east-1',
        sourceIPAddress: '203.0.113.7',
        userAgent: 'Mozilla/5.0',
        ...changes,
      }).map(([key, S]) => [key, { S }]),
    ),
    unixtime: { N: '1787000000' },
  });
  const ITEMS = {
    Items: [
      row('one'),
      row('two', { userName: 'Root' }),
      row('pace#publish'),
      row('x', { eventTime: '?' }),
    ],
    Count: 4,
  };

  it("takes over the article's rows, once, and tells nobody", async () => {
    const { code, out } = await backfill('--from', file(ITEMS), '--yes');
    expect([code, out]).toEqual([
      3,
      expect.stringMatching(/^2 new sign-ins in table .*, 0 known before, 1 row that could not/),
    ]);
    expect((await backfill('--from', file(ITEMS), '--yes')).out).toMatch(
      /^0 new .* 2 known before/,
    );
    const { out: history } = await on.shell.onStack('history', '--json', '--time-zone', 'UTC');
    const rows = history.split('\n').filter(Boolean).map(parseJson);
    expect(rows).toHaveLength(2);
    expect(rows).toContainEqual(
      expect.objectContaining({
        eventId: 'two',
        occurredAt: '2026-02-20T10:00:00.000Z',
        principal: '123456789012:root',
        outcome: 'unclear',
        state: 'muted',
      }),
    );
  });

  it('reads what PowerShell wrote, and does nothing in a dry run', async () => {
    const wide = Buffer.from(`\uFEFF${JSON.stringify({ Items: [row('one')] })}`, 'utf16le');
    const { code, out } = await backfill('--from', file(wide), '--dry-run');
    expect([code, out]).toEqual([0, expect.stringContaining('Take in 1 sign-in from')]);
    const { out: rows } = await on.shell.onStack('history', '--json');
    expect(rows.trim()).toBe('');
  });

  it('says what it would read where it cannot', async () => {
    const other = await backfill('--from', file('{"Records": []}'), '--yes');
    expect([other.code, other.err]).toEqual([2, expect.stringContaining('aws dynamodb scan')]);
    expect((await backfill('--from', '/no/such/file', '--yes')).code).toBe(2);
  });
});

describe('loginbell doctor', () => {
  it('says of every link which permission is missing, and that it does not know', async () => {
    on.servers.cloudTrail.refuse = () => ['AccessDeniedException', 'no'];
    const { code, out } = await on.shell.onStack('doctor');
    expect(code).toBe(7);
    expect(out).toContain('The permission cloudtrail:DescribeTrails is missing.');
    const { links } = Object(parseJson((await on.shell.onStack('doctor', '--json')).out));
    const judged = links.filter((link: unknown) => fieldAt(link, 'verdict') !== 'unknown');
    expect(judged.map((link: unknown) => fieldAt(link, 'link'))).toEqual(['table']);
  });

  it('says the same in Japanese, and to programs the same in every language', async () => {
    const { out } = await on.shell.onStack('doctor', '--language', 'ja');
    expect(out).toContain('123456789012 us-east-1 のスタック');
    expect(out).toMatch(
      /^不明 +サブスクリプションフィルター +権限 logs:DescribeSubscriptionFilters がありません。$/m,
    );
    expect(out).toMatch(/^18か所: 正常 \d+/m);
    const english = await on.shell.onStack('doctor', '--json');
    const japanese = await on.shell.onStack('doctor', '--json', '--language', 'ja');
    const findings = (text: string) =>
      [...text.matchAll(/"(link|verdict|finding)": "[^"]*"/g)].map(String);
    expect(findings(japanese.out)).toEqual(findings(english.out));
  });

  it('calls a chain broken though most of it could not be looked at', async () => {
    on.shell.aws.answers.set('logs.DescribeLogGroups', () => ({ logGroups: [] }));
    const { code, out } = await on.shell.onStack('doctor');
    expect(code).toBe(6);
    expect(out).toMatch(
      /^BROKEN {3}Log group of the trail +The log group trail-logs does not exist/m,
    );
  });

  it('lists the quiet rules, and what each silenced in the last seven days', async () => {
    on.shell.setParameters({ QuietSignIns: 'user/ci-*,role/Deploy*' });
    const journal = createDynamoDbJournal({
      call: createSdkDynamoDbCalls(new DynamoDBClient({ endpoint: on.servers.dynamoDb.endpoint })),
      tableName: on.shell.table,
      clock: createFakeClock('2026-03-02T09:30:00Z'),
      settings: { timeZone: 'UTC', retentionDays: 90 },
    });
    const silence = async (day: string, mutedBy: string) => {
      const record = consoleLogin(day + mutedBy, { eventTime: `${day}T09:00:00Z` });
      const parsed = parseSignIn(
        record,
        { events: 'ConsoleLogin', ownResources: [] },
        { at: Date.parse('2026-03-02T09:30:00Z') },
      );
      if (parsed.kind !== 'sign-in') throw new Error('no sign-in');
      const { eventId } = parsed.signIn;
      await journal.claim(parsed.signIn, { token: 'a', until: 0 });
      await journal.settle([{ signIn: { eventId }, state: 'muted', mutedBy }], 0);
    };
    await silence('2026-03-01', 'user/ci-*');
    await silence('2026-02-27', 'user/ci-*');
    await silence('2026-02-20', 'user/ci-*');
    await silence('2026-03-01', 'account/123456789012');
    const { out } = await on.shell.onStack('doctor');
    expect(out.split('\n').slice(-4)).toEqual([
      'Quiet rules, and what they silenced in the last seven days:',
      '  user/ci-*  2 sign-ins',
      '  role/Deploy*  0 sign-ins',
      '  account/123456789012  1 sign-in (no rule any more)',
    ]);
    expect(parseJson((await on.shell.onStack('doctor', '--json')).out)).toMatchObject({
      quietRules: [{ rule: 'user/ci-*', silenced: 2, isSet: true }, {}, {}],
    });
  });

  it('calls a chain without a stack broken', async () => {
    on.shell.forgetStack();
    expect(await on.shell.onStack('doctor')).toMatchObject({
      code: 6,
      out: '',
      err: expect.stringContaining('To install it: loginbell deploy'),
    });
    const json = await on.shell.onStack('doctor', '--json');
    expect(parseJson(json.out)).toMatchObject({ links: [], problem: expect.any(String) });
  });
});

describe('the stack that a failed attempt left', () => {
  const leftOver = () =>
    on.shell.aws.answers.set('cloudformation.DescribeStacks', ({ input }) => ({
      Stacks: [
        {
          StackName: input['StackName'],
          StackStatus: 'ROLLBACK_COMPLETE',
          Parameters: [],
          Outputs: [],
        },
      ],
    }));

  it.each(['history', 'test', 'redrive'])(
    'is not taken for an installation by %s',
    async (verb) => {
      leftOver();
      const { code, err } = await on.shell.onStack(verb);
      expect([code, err]).toEqual([1, expect.stringContaining('"loginbell deploy" deletes it')]);
      expect(err).toContain('ROLLBACK_COMPLETE');
    },
  );

  it('is broken to doctor, with the way out', async () => {
    leftOver();
    const { code, err } = await on.shell.onStack('doctor');
    expect([code, err]).toEqual([6, expect.stringContaining('"loginbell deploy" deletes it')]);
    const { out } = await on.shell.onStack('doctor', '--json');
    expect(parseJson(out)).toMatchObject({ links: [], problem: expect.any(String) });
  });
});

describe('a permission that is missing', () => {
  it('names the policy of the verb that was typed', async () => {
    on.shell.aws.answers.set(
      'cloudformation.DescribeStacks',
      () =>
        new AwsFault(
          'AccessDenied',
          'User: x is not authorized to perform: cloudformation:DescribeStacks on resource: y',
        ),
    );
    const { err } = await on.shell.onStack('doctor');
    expect(err).toContain('"loginbell iam-policy doctor" prints the policy that it needs');
  });
});

describe('loginbell letter, of an installation', () => {
  it('says how well the safety net listened, as far as it wrote that down', async () => {
    const letter = () => on.shell.onStack('letter', '--aws', '--time-zone', 'UTC');
    const without = await letter();
    expect([without.code, without.out.includes('listened')]).toEqual([0, false]);
    const call = createSdkDynamoDbCalls(on.servers.dynamoDb.client);
    const rows = createDynamoDbRows(call, on.shell.table);
    const hour = 3_600_000;
    const now = Date.parse('2026-03-02T09:30:00Z');
    await createLetterMemory(rows, createFakeClock()).saveListening({
      since: now - 100 * 24 * hour,
      last: now - hour,
      troubles: [{ what: 'filter', from: now - 50 * hour, until: now - 47 * hour }],
    });
    const { code, out } = await letter();
    expect(code).toBe(0);
    expect(out).toMatch(/5 of 7 days/);
    expect(out).toMatch(/Subscription filter.*2026\/02\/28/);
  });
});

describe('loginbell test', () => {
  it('writes a record that is plainly a test, and says where it stopped and why', async () => {
    for (const action of ['CreateLogStream', 'PutLogEvents', 'DeleteLogStream']) {
      on.shell.aws.answers.set(`logs.${action}`, () => ({}));
    }
    on.shell.aws.answers.set('logs.DescribeSubscriptionFilters', () => ({
      subscriptionFilters: [],
    }));
    const { code, out } = await on.shell.onStack('test', '--yes', '--wait', '30');
    expect(code).toBe(6);
    expect(out).toContain('ok       log group  trail-logs took the record');
    expect(out).toContain('STOPPED  function   nothing within 30 s');
    expect(out).toMatch(/BROKEN +Subscription filter/);
    const written = lastCall(on.shell.aws, 'PutLogEvents');
    expect(written).toMatchObject({ logGroupName: 'trail-logs' });
    const [event] = Object(written['logEvents']);
    expect(parseJson(String(fieldAt(event, 'message')))).toMatchObject({
      eventID: expect.stringMatching(/^loginbell-test-[0-9a-f-]{36}$/),
      eventName: 'ConsoleLogin',
      userIdentity: { userName: 'loginbell-test', accountId: '123456789012' },
      sourceIPAddress: '192.0.2.1',
    });
    const removed = lastCall(on.shell.aws, 'DeleteLogStream');
    expect(removed['logStreamName']).toBe(written['logStreamName']);
  });

  it('shows first what it will do, and names the permission that it lacks', async () => {
    const dry = await on.shell.onStack('test', '--dry-run');
    expect(dry.out).toContain('its subject says that it is a test');
    expect(on.shell.changes()).toEqual([]);
    const denied = await on.shell.onStack('test', '--yes');
    expect(denied).toMatchObject({
      code: 1,
      err: expect.stringContaining('you lack the permission logs:CreateLogStream'),
    });
  });
});

describe('loginbell redrive', () => {
  const envelope = { Records: [consoleLogin('a'), consoleLogin('b')] };

  beforeEach(() => {
    const letters = [deadLetterOf(envelope, 'SNS \u001b[31m refused'), 'not a letter'];
    const waiting = letters.map((Body, i) => {
      const MD5OfBody = createHash('md5').update(Body).digest('hex');
      return { MessageId: `m${i}`, ReceiptHandle: `r${i}`, Body, MD5OfBody };
    });
    on.shell.aws.answers.set('sqs.GetQueueUrl', () => ({
      QueueUrl: `${on.shell.aws.endpoint}/123456789012/letters`,
    }));
    on.shell.aws.answers.set('sqs.GetQueueAttributes', () => ({
      Attributes: {
        ApproximateNumberOfMessages: `${waiting.length}`,
        ApproximateNumberOfMessagesNotVisible: '0',
      },
    }));
    on.shell.aws.answers.set('sqs.ReceiveMessage', () => ({ Messages: waiting.splice(0) }));
    on.shell.aws.answers.set('sqs.DeleteMessage', () => ({}));
    on.shell.aws.answers.set('sqs.ChangeMessageVisibility', () => ({}));
    // Invoke has a path instead of an action; an answer without the header of a failure is a success.
    on.shell.aws.answers.set('lambda.', () => ({}));
  });

  it('replays, says what was kept and why, and deletes only what was told', async () => {
    const { code, out, err } = await on.shell.onStack('redrive', '--yes');
    expect(code).toBe(4);
    expect(err).toContain('2 letters of queue');
    expect(out.split('\n')).toEqual([
      '  replayed  2 records, failed 2026-03-02T09:10:00.000Z',
      expect.stringMatching(/^ {2}kept {6}0 records: it is not a record of a failed invocation/),
      '2 dead letters: 1 replayed, 1 kept.',
    ]);
    expect(lastCall(on.shell.aws, 'DeleteMessage')['ReceiptHandle']).toBe('r0');
    expect(lastCall(on.shell.aws, 'ChangeMessageVisibility')).toMatchObject({
      ReceiptHandle: 'r1',
      VisibilityTimeout: 0,
    });
  });

  it('does nothing in a dry run, or where there is nothing', async () => {
    expect((await on.shell.onStack('redrive', '--dry-run')).code).toBe(0);
    expect(on.shell.changes()).toEqual([]);
    on.shell.aws.answers.set('sqs.GetQueueAttributes', () => ({ Attributes: {} }));
    const { code, out } = await on.shell.onStack('redrive');
    expect([code, out]).toEqual([0, expect.stringContaining('nothing to replay')]);
  });
});

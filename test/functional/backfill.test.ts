import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createDynamoDbJournal } from '../../src/aws/dynamoDbJournal.ts';
import { createSdkDynamoDbCalls } from '../../src/aws/dynamoDbSdkCalls.ts';
import { fieldAt } from '../../src/signin/fields.ts';
import { parseJson } from '../../src/signin/parseJson.ts';
import { parseSignIn } from '../../src/signin/parseSignIn.ts';
import { createFakeClock } from '../fakes/fakeClock.ts';
import { useInstallation } from '../fakes/installationShell.ts';

const on = useInstallation();

const backfill = (...args: string[]) =>
  on.shell.onStack('backfill', '--data', on.shell.data, ...args);
const lookups = () => on.servers.cloudTrail.calls.filter(({ action }) => action === 'LookupEvents');
const refuseLookups = (when: (region: string) => boolean) => {
  on.servers.cloudTrail.refuse = ({ action, region }) =>
    action === 'LookupEvents' && when(region)
      ? ['AccessDeniedException', 'not authorized to perform: cloudtrail:LookupEvents']
      : undefined;
};
const stored = async () => {
  const { out } = await on.shell.onStack('history', '--json', '--limit', '0');
  const lines = out.split('\n').filter(Boolean).map(parseJson);
  return lines.map((line) => [fieldAt(line, 'occurredAt'), fieldAt(line, 'state')]);
};

describe('loginbell backfill', () => {
  it('takes in what came before the installation, from every region, muted, and then knows it', async () => {
    on.servers.cloudTrail.regions = ['us-east-1', 'eu-north-1', 'ap-southeast-2'];
    on.shell.happened('us-east-1', ['2026-01-05T10:00:00Z', '2026-02-20T10:00:00Z']);
    on.shell.happened('eu-north-1', ['2026-02-21T10:00:00Z']);
    on.shell.happened('us-east-1', ['2026-03-01T12:00:01Z', '2025-11-01T10:00:00Z']);
    const first = await backfill('--yes');
    expect(first.code).toBe(0);
    expect(first.err).toContain('look-ups of CloudTrail');
    expect(first.out).toContain('3 new sign-ins in table');
    expect(await stored()).toEqual([
      ['2026-02-21T10:00:00.000Z', 'muted'],
      ['2026-02-20T10:00:00.000Z', 'muted'],
      ['2026-01-05T10:00:00.000Z', 'muted'],
    ]);
    const again = await backfill('--yes', '--json');
    expect(parseJson(again.out)).toMatchObject({ added: 0, known: 3 });
    expect(readdirSync(on.shell.data)).toEqual([]);
  });

  it('goes on with the regions where a run stopped, and asks the others nothing', async () => {
    on.servers.cloudTrail.regions = ['us-east-1', 'us-west-2'];
    on.shell.happened('us-east-1', ['2026-02-20T10:00:00Z']);
    on.shell.happened('us-west-2', ['2026-02-21T10:00:00Z']);
    refuseLookups((region) => region === 'us-west-2');
    const stopped = await backfill('--yes');
    expect(stopped.code).toBe(3);
    expect(stopped.err).toContain('us-west-2: The events of us-west-2 could not be looked up');
    expect(stopped.err).toContain('run the same command again');
    refuseLookups(() => false);
    on.servers.cloudTrail.calls.length = 0;
    const again = await backfill('--yes');
    expect(again.code).toBe(0);
    expect(again.out).toContain('1 new sign-in in table');
    expect(again.err).toContain('this one goes on from there');
    expect(lookups().map(({ region }) => region)).toEqual(['us-west-2']);
    expect(await stored()).toHaveLength(2);
  });

  it('goes on within a region, and repeats no more than a second of what is done', async () => {
    const minute = (i: number) => new Date(Date.parse('2026-02-01T00:00:00Z') + i * 60_000);
    const times = Array.from({ length: 600 }, (_, i) => `${minute(i).toISOString().slice(0, 19)}Z`);
    on.shell.happened('us-east-1', times);
    refuseLookups(() => lookups().length > 7);
    const stopped = await backfill('--yes', '--json');
    expect(parseJson(stopped.out)).toMatchObject({ added: 200 });
    refuseLookups(() => false);
    const again = await backfill('--yes', '--json');
    expect(parseJson(again.out)).toMatchObject({ added: 400, known: 1 });
  });

  it('leaves to loginbell what came after it was installed, unless an end is named', async () => {
    on.shell.happened('us-east-1', ['2026-03-02T09:00:00Z']);
    expect((await backfill('--yes')).out).toContain('0 new sign-ins');
    const beyond = await backfill('--yes', '--until', '2026-03-02T09:10:00Z');
    expect(beyond.out).toContain('1 new sign-in in');
    expect(beyond.err).toContain('was not told yet');
    const earlier = await backfill('--yes', '--until', '2026-02-01T00:00:00Z');
    expect(earlier.err).not.toContain('was not told yet');
  });

  it('never silences what waits to be told', async () => {
    on.shell.happened('us-east-1', ['2026-03-02T09:00:00Z']);
    const clock = createFakeClock();
    const [record] = on.servers.cloudTrail.events.get('us-east-1') ?? [];
    const watch = { events: 'ConsoleLogin', ownResources: [] } as const;
    const parsed = parseSignIn(record, watch, { at: clock.now() });
    if (parsed.kind !== 'sign-in') throw new Error('the record is no sign-in');
    const journal = createDynamoDbJournal({
      call: createSdkDynamoDbCalls(on.servers.dynamoDb.client),
      tableName: on.shell.table,
      clock,
      settings: { timeZone: 'UTC', retentionDays: 90 },
    });
    await journal.claim(parsed.signIn, { token: 'died', until: clock.now() - 1 });
    expect((await backfill('--yes', '--until', '2026-03-02T09:10:00Z')).out).toContain('1 known');
    const lease = { token: 'retry', until: clock.now() + 50_000 };
    expect(await journal.claim(parsed.signIn, lease)).toMatchObject({ kind: 'claimed' });
  });

  it('goes into the journal of this machine with --local, or where no stack is', async () => {
    on.shell.happened('us-east-1', ['2026-02-20T10:00:00Z', '2026-03-02T09:00:00Z']);
    const local = await backfill('--yes', '--local');
    expect(local.out).toContain('2 new sign-ins in the journal in');
    on.shell.forgetStack();
    const again = await on.shell.loginbell('backfill', '--data', on.shell.data, '--yes');
    expect(again.out).toContain('2 known before');
  });

  it('asks before it does anything, and does nothing where nobody can be asked', async () => {
    on.shell.happened('us-east-1', ['2026-02-20T10:00:00Z']);
    expect(await backfill()).toMatchObject({
      code: 2,
      err: expect.stringContaining('add --yes'),
    });
    const dry = await backfill('--dry-run', '--json');
    expect(parseJson(dry.out)).toMatchObject({ steps: [{ action: 'send' }, { action: 'create' }] });
    on.shell.answers = ['n'];
    expect((await backfill()).code).toBe(5);
    expect((await backfill('--local', '--dry-run')).code).toBe(0);
    expect(readdirSync(on.shell.data)).toEqual([]);
    expect(lookups()).toEqual([]);
  });

  it.each([
    [['--days', '91'], 'no further back'],
    [['--regions', 'mars'], 'is no region'],
    [['--suffix', 'nowhere'], 'there is no stack "loginbell-nowhere"'],
    [['--stack', 'somebody-elses'], "so it is not loginbell's"],
  ])('refuses %s', async (args, reason) => {
    expect(await backfill(...args)).toMatchObject({
      code: 2,
      err: expect.stringContaining(reason),
    });
  });
});

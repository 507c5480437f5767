import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDeliveries } from '../../src/local/channels/deliveries.ts';
import { type Channel, joinChannels } from '../../src/local/channels/manyChannels.ts';
import { parseChannel, parseWebhookSecret } from '../../src/local/channels/parseChannel.ts';
import { createFakeClock, type FakeClock } from '../fakes/fakeClock.ts';
import { iamUser, rootUser } from '../fakes/records.ts';
import { startWebhook, type TestWebhook } from '../fakes/webhookServer.ts';
import { noticeFor } from './notifierContract.ts';

const SECRET = `whsec_${Buffer.from('0123456789abcdef0123456789abcdef').toString('base64')}`;
const EVIL = 'eve <!channel> @everyone [x](https://evil.example) **bold** `code` <script>';

let server: TestWebhook;
let clock: FakeClock;
beforeEach(async () => {
  server = await startWebhook();
  clock = createFakeClock();
});
afterEach(() => server.close());

/** A channel whose other side is the server. */
function open(scheme: string, path = '/hook/T0/B0/s3cr3t', more = '') {
  const addresses = { from: 'bell@example.com', to: ['you@example.com'] };
  const webhookSecret = parseWebhookSecret(SECRET);
  const address = `${scheme}://${server.host}${path}?tls=off${more}`;
  return parseChannel(address)({ clock, addresses, webhookSecret });
}
const bodies = () => server.received.map(({ text }) => JSON.parse(text));

describe.each(['slack', 'teams', 'discord', 'ntfy', 'pagerduty', 'https'])('%s', (scheme) => {
  it('is sent the whole notice, once', async () => {
    await open(scheme).notifier.send(noticeFor('a', { userIdentity: rootUser() }));
    expect(server.received).toHaveLength(1);
    const [{ text = '', headers = {} } = {}] = server.received;
    expect(headers['content-type']).toMatch(/^application\/json/);
    expect(text).toContain('Root succeeded');
    expect(text).toContain('123456789012');
  });

  it('waits as long as it is asked to, and tries again', async () => {
    server.answers.push({ status: 429, headers: { 'retry-after': '7' } }, { status: 503 });
    const before = clock.now();
    await open(scheme).notifier.send(noticeFor('a'));
    expect(server.received).toHaveLength(3);
    expect(clock.now() - before).toBeGreaterThanOrEqual(8000);
  });

  it.each([
    [{ status: 404, text: 'no_service' }, /says 404: no_service; check its address/],
    [{ status: 302, headers: { location: 'https://evil.example/' } }, /redirects \(302\)/],
    [
      { status: 200, headers: { 'content-type': 'text/html' }, text: '<html>Sign in</html>' },
      /answers with a web page/,
    ],
  ])('refuses for good where the other side answers %j', async (answer, reason) => {
    server.answers.push(answer);
    const failure = await open(scheme)
      .notifier.send(noticeFor('a'))
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'LoginbellError', code: 'notifier-failed' });
    expect(String(failure)).toMatch(reason);
    expect(String(failure)).not.toContain('s3cr3t');
    expect(server.received).toHaveLength(1);
  });

  it('fails, to be tried again later, where nobody answers, and keeps its address to itself', async () => {
    const channel = open(scheme);
    await server.close();
    const failure = await channel.notifier.send(noticeFor('a')).catch((error: unknown) => error);
    expect(String(failure)).toMatch(/did not answer/);
    expect(String(failure)).not.toContain('s3cr3t');
    server = await startWebhook();
  });
});

describe('what a stranger writes', () => {
  it('mentions nobody and links nowhere', async () => {
    for (const scheme of ['slack', 'teams', 'discord']) {
      await open(scheme).notifier.send(noticeFor('a', { userIdentity: iamUser(EVIL) }));
    }
    const [slack, teams, discord] = bodies();
    // Plain text blocks and runs read nothing; the preview is escaped.
    expect(slack.text).not.toContain('<!');
    for (const { text } of slack.blocks)
      expect(text).toMatchObject({ type: 'plain_text', emoji: false });
    for (const { type, inlines } of teams.attachments[0].content.body) {
      expect(type).toBe('RichTextBlock');
      for (const run of inlines) expect(run.type).toBe('TextRun');
    }
    expect(discord.allowed_mentions).toEqual({ parse: [] });
    expect(discord.embeds[0].description).not.toMatch(/(?<!\\)[*`<[\]]/);
  });
});

describe('services', () => {
  it('are asked as they want it', async () => {
    const critical = noticeFor('a', { userIdentity: rootUser() });
    await open('ntfy', '/my-topic').notifier.send(critical);
    await open('pagerduty', '/R0UT1NGKEY').notifier.send(critical);
    const [ntfy, pagerDuty] = bodies();
    expect(ntfy).toMatchObject({ topic: 'my-topic', priority: 5 });
    expect(server.received[0]?.path).toBe('/');
    expect(pagerDuty).toMatchObject({
      routing_key: 'R0UT1NGKEY',
      event_action: 'trigger',
      dedup_key: critical.content.eventIds[0],
      payload: { severity: 'critical' },
    });
    expect(server.received[1]?.path).toBe('/v2/enqueue');
  });

  it('can check who sent it: Standard Webhooks', async () => {
    const notice = noticeFor('a');
    await open('https').notifier.send(notice);
    const [{ headers, text }] = server.received as [(typeof server.received)[0]];
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${text}`;
    const key = parseWebhookSecret(SECRET);
    const signature = createHmac('sha256', key).update(signed).digest('base64');
    expect(headers['webhook-signature']).toBe(`v1,${signature}`);
    expect(headers['webhook-timestamp']).toBe(String(Math.floor(clock.now() / 1000)));
    expect(JSON.parse(text)).toMatchObject({
      type: 'loginbell.notice',
      version: 1,
      eventIds: notice.content.eventIds,
    });
  });
});

describe('a command', () => {
  it('gets the notice as JSON, without a shell, and fails with what it said', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'loginbell-command-'));
    const script = join(folder, 'ring.mjs');
    const out = join(folder, 'out.json');
    writeFileSync(
      script,
      `import { readFileSync, writeFileSync } from 'node:fs';
       const text = readFileSync(0, 'utf8');
       if (JSON.parse(text).text.includes('bob')) { console.error('no bob'); process.exit(3); }
       writeFileSync(process.argv[2], text);`,
    );
    const command = parseChannel(`command:${process.execPath} ${script} ${out}`)({
      clock,
      addresses: { from: 'a@example.com', to: [] },
      webhookSecret: undefined,
    });
    await command.notifier.send(noticeFor('a', { userIdentity: iamUser('$(touch x)') }));
    expect(JSON.parse(readFileSync(out, 'utf8')).text).toContain('$(touch x)');
    await expect(
      command.notifier.send(noticeFor('b', { userIdentity: iamUser('bob') })),
    ).rejects.toThrow(/ended with 3: no bob/);
    rmSync(folder, { recursive: true });
  });
});

describe('several channels', () => {
  const database = () => new DatabaseSync(':memory:');
  function joined(channels: readonly Channel[]) {
    const refused: string[] = [];
    const notifier = joinChannels({
      channels,
      deliveries: openDeliveries(database(), clock.now()),
      clock,
      onRefused: ({ name }) => refused.push(name),
    });
    return { notifier, refused };
  }

  it('are settled each by itself: what one took comes again by the other alone', async () => {
    const { notifier } = joined([open('slack', '/one'), open('discord', '/two')]);
    server.answers.push({ status: 200 });
    for (let i = 0; i < 3; i += 1) server.answers.push({ status: 503 });
    // Sent side by side: whichever comes first is taken, the other refused three times.
    await expect(notifier.send(noticeFor('a'))).rejects.toThrow(/says 503/);
    const taken = server.received[0]?.path;
    server.received.length = 0;
    await notifier.send(noticeFor('a'));
    expect(server.received.map(({ path }) => path)).toEqual([taken === '/one' ? '/two' : '/one']);
    server.received.length = 0;
    await notifier.send(noticeFor('a'));
    expect(server.received).toEqual([]);
  });

  it('give up one that refuses for good, say so once, and tell by the others', async () => {
    const { notifier, refused } = joined([open('slack', '/gone'), open('discord', '/there')]);
    for (const seed of ['a', 'b']) {
      const isGone = server.received.length;
      server.answers.push({ status: 410 }, { status: 200 });
      await notifier.send(noticeFor(seed)).catch(() => undefined);
      expect(server.received.length).toBe(isGone + 2);
    }
    expect(refused).toHaveLength(1);
  });

  it('fail where every one of them refuses: nobody was told', async () => {
    const { notifier } = joined([open('slack', '/gone')]);
    server.answers.push({ status: 404 });
    await expect(notifier.send(noticeFor('a'))).rejects.toThrow(/refuses for good/);
  });

  it('leave out what is quieter than they want', async () => {
    const { notifier } = joined([open('slack', '/hook', '&only=critical')]);
    await notifier.send(noticeFor('a'));
    expect(server.received).toEqual([]);
    await notifier.send(noticeFor('b', { userIdentity: rootUser() }));
    expect(server.received).toHaveLength(1);
  });
});

describe('an address of a channel', () => {
  it.each([
    ['gopher://x', /unknown kind of channel "gopher:"; known are smtp/],
    ['slack://hooks.slack.com', /needs the path of its webhook/],
    ['slack://hooks.slack.com/s3cr3t?only=loud', /unknown only="loud"; use critical or warning/],
    ['slack://', /no address of a channel/],
    ['outbox:', /needs a folder/],
    ['command:', /needs a program/],
  ])('%s is refused with the way out', (text, reason) => {
    expect(() => parseChannel(text)).toThrow(reason);
    expect(() => parseChannel(text)).not.toThrow(/s3cr3t/);
  });
});

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { consoleLogin, FAILED, iamUser, type RecordFields, rootUser } from '../fakes/records.ts';
import { runCli } from '../fakes/runCli.ts';
import { startSmtpServer } from '../fakes/smtpServer.ts';

/** `YYYY-MM-DDTHH:MM:SSZ`, so many minutes ago. */
const ago = (minutes: number) =>
  `${new Date(Date.now() - minutes * 60_000).toISOString().slice(0, 19)}Z`;
const DAY = 1440;

let cwd = '';
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'loginbell-catch-up-'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

/** A year of an archive: 300 sign-ins and 40 failures of ten people, 30 of root. */
function archive(): RecordFields[] {
  return Array.from({ length: 370 }, (_, i) => {
    const eventTime = ago(2 * DAY + i * 1000);
    if (i < 30) return consoleLogin(`root ${i}`, { eventTime, userIdentity: rootUser() });
    const userIdentity = iamUser(`person-${i % 10}`);
    return consoleLogin(`old ${i}`, { eventTime, userIdentity, ...(i < 70 ? FAILED : {}) });
  });
}

function write(name: string, records: readonly RecordFields[]): void {
  writeFileSync(join(cwd, name), records.map((record) => JSON.stringify(record)).join('\n'));
}
const ring = async (...args: string[]) => {
  const { code, out } = await runCli(['ring', '--language', 'en', '--json', ...args], { cwd });
  return { code, ...JSON.parse(out) };
};
const mails = () =>
  Promise.all(
    readdirSync(join(cwd, '.loginbell/outbox')).map((name) =>
      simpleParser(readFileSync(join(cwd, '.loginbell/outbox', name))),
    ),
  );

describe('what is older than a day', () => {
  it('is told in one notice a run, and what is younger rings as ever', async () => {
    write('logs.jsonl', [
      ...archive(),
      consoleLogin('young', { eventTime: ago(30), userIdentity: iamUser('zoe') }),
    ]);
    expect(await ring('logs.jsonl')).toMatchObject({ code: 0, notices: 2, caughtUp: 370 });
    const [past] = (await mails()).filter(({ subject }) => subject?.includes('of the past'));
    const text = past?.text ?? '';
    expect(past?.subject).toMatch(
      /^CRITICAL AWS sign-ins of the past: 370, \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d \(123456789012\)$/,
    );
    expect(text).toContain('370 sign-ins from before the last day');
    expect(text).toContain('330 succeeded, 40 failed');
    expect(text).toContain('30 of them are critical');
    // Twenty of them by name, and how many more.
    expect(text.match(/^- .* Root, /gm)).toHaveLength(20);
    expect(text).toContain('10 more critical ones');
    expect(await ring('logs.jsonl')).toMatchObject({ code: 0, notices: 0, duplicates: 371 });
  });

  it('is told by the next run where the mail could not leave', async () => {
    write('logs.jsonl', archive());
    const server = await startSmtpServer();
    const { url } = server;
    await server.close();
    const first = await ring('logs.jsonl', '--smtp-url', url, '--to', 'you@example.com');
    expect(first).toMatchObject({ code: 4, notices: 0, caughtUp: 0 });
    expect(await ring('logs.jsonl')).toMatchObject({ code: 0, notices: 1, caughtUp: 370 });
  });

  it('stays silent where nobody is to be told, and where a quiet rule names it', async () => {
    write('logs.jsonl', archive());
    expect(await ring('logs.jsonl', '--no-notify')).toMatchObject({ notices: 0, caughtUp: 0 });
    rmSync(join(cwd, '.loginbell'), { recursive: true });
    const quiet = await ring('logs.jsonl', '--quiet', 'user/person-*');
    // What failed is no ordinary success, and root's neither.
    expect(quiet).toMatchObject({ notices: 1, caughtUp: 70 });
    expect(quiet.settled).toHaveLength(300);
    for (const { state } of quiet.settled) expect(state).toBe('muted');
  });
});

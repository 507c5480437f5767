import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { consoleLogin, FAILED, iamUser, rootUser } from '../fakes/records.ts';
import { runCli } from '../fakes/runCli.ts';

let cwd = '';
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'loginbell-letter-'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

const ago = (hours: number) =>
  `${new Date(Date.now() - hours * 3_600_000).toISOString().slice(0, 19)}Z`;
const letter = (...args: string[]) => runCli(['letter', ...args], { cwd });

async function ring(): Promise<void> {
  const records = [
    // The week before: alice alone.
    consoleLogin('old', { eventTime: ago(24 * 9), userIdentity: iamUser('alice') }),
    consoleLogin('a1', { eventTime: ago(3), userIdentity: iamUser('alice') }),
    consoleLogin('a2', { eventTime: ago(2), userIdentity: iamUser('alice') }),
    consoleLogin('b', {
      eventTime: ago(2),
      userIdentity: iamUser('<b>bob</b> https://evil.example'),
    }),
    consoleLogin('f', { ...FAILED, eventTime: ago(1), userIdentity: iamUser('carol') }),
    consoleLogin('r', { eventTime: ago(1), userIdentity: rootUser() }),
    // The first of it rings, whatever is quiet; the next does not.
    consoleLogin('q1', { eventTime: ago(2), userIdentity: iamUser('ci-build') }),
    consoleLogin('q2', { eventTime: ago(1), userIdentity: iamUser('ci-build') }),
  ];
  writeFileSync(join(cwd, 'logs.jsonl'), records.map((one) => JSON.stringify(one)).join('\n'));
  await runCli(['ring', 'logs.jsonl', '--quiet', 'user/ci-*'], { cwd });
}

describe('loginbell letter', () => {
  it('says who signed in, what was new and what was silent', async () => {
    await ring();
    const { code, out } = await letter('--account-names', '123456789012=production');
    expect(code).toBe(0);
    expect(out).toMatch(/^AWS sign-ins of the week: 7, 1 failed \(production 123456789012\)\n/);
    expect(out).toContain('7 sign-ins, 1 of them failed.');
    expect(out).toContain('Critical, each told at once: 1.');
    expect(out).toMatch(/Users: alice \(2\), /);
    expect(out).toContain('Sign-ins in the 7 days before: 1');
    expect(out).toMatch(/New since then: .*Root.*bob/);
    expect(out).not.toMatch(/New since then: .*alice/);
    expect(out).toContain('Stored without a notice: user/ci-* (1)');
    expect(out).toMatch(/From sign-in to notice: half within \d+ s/);
    // What a record says is no link.
    expect(out).not.toContain('https://evil');
  });

  it('is sent as a mail, in Japanese too, and says when nothing happened', async () => {
    writeFileSync(
      join(cwd, 'none.jsonl'),
      JSON.stringify(consoleLogin('x', { eventTime: ago(24 * 30) })),
    );
    await runCli(['ring', 'none.jsonl', '--no-notify'], { cwd });
    const { code, out } = await letter('--send', '--language', 'ja');
    expect([code, out]).toEqual([0, expect.stringContaining('.loginbell/outbox')]);
    const folder = join(cwd, '.loginbell/outbox');
    const [name = ''] = readdirSync(folder);
    const mail = await simpleParser(readFileSync(join(folder, name)));
    expect(mail.subject).toContain('今週のAWSログイン: なし');
    expect(mail.text).toContain('ログインはありませんでした。');
  });

  it('refuses a span that is none, and says where a journal would come from', async () => {
    expect((await letter('--days', 'many')).err).toContain('--days: "many" is no number of days');
    const { code, err } = await letter();
    expect([code, err]).toEqual([2, expect.stringContaining('run "loginbell watch"')]);
  });
});

import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unpackSignIns } from '../../src/report/packSignIns.ts';
import type { PageData } from '../../src/report/pageData.ts';
import { PAGE_SCRIPT } from '../../src/report/pageScript.ts';
import { consoleLogin, FAILED, iamUser, rootUser } from '../fakes/records.ts';
import { runCli } from '../fakes/runCli.ts';
import { ATTACKS } from '../hostile/attacks.ts';
import { victimsOf } from '../hostile/victims.ts';

let cwd = '';
const page = (name: string) => readFileSync(join(cwd, name), 'utf8');
/** The sign-ins that a page embeds. */
const embeddedIn = (html: string) => {
  const [, packed = ''] =
    /<script type="application\/gzip" id="data">(.*)<\/script>/.exec(html) ?? [];
  const data: PageData = JSON.parse(gunzipSync(Buffer.from(packed, 'base64')).toString());
  return unpackSignIns(data.signIns).signIns;
};

beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'loginbell-report-'));
  const at = (minute: number) => `2026-03-02T09:${String(minute).padStart(2, '0')}:00Z`;
  const records = [
    consoleLogin('a', { eventTime: at(1), userIdentity: iamUser('alice') }),
    consoleLogin('f', { ...FAILED, eventTime: at(2), userIdentity: iamUser('bob') }),
    consoleLogin('b', { eventTime: at(3), userIdentity: iamUser('bob') }),
    consoleLogin('r', { eventTime: at(4), userIdentity: rootUser() }),
  ];
  writeFileSync(join(cwd, 'logs.json'), JSON.stringify({ Records: records }));
  await runCli(['ring', 'logs.json'], { cwd });
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

describe('loginbell report', () => {
  it('is one file that asks for nothing and lets nothing else run', async () => {
    const { code, out } = await runCli(['report', 'logs.json', '--out', 'r.html'], { cwd });
    expect([code, out]).toEqual([0, expect.stringContaining('The report is in r.html')]);
    const html = page('r.html');
    expect(html).toMatch(/^<!DOCTYPE html>/);
    const [, policy = ''] =
      /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html) ?? [];
    expect(policy).toMatch(
      /^default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+';/,
    );
    expect(html).not.toMatch(/\s(src|href)="(?!#)/);
    expect(html).toContain('4 sign-ins by 3 people');
    expect(html).toContain('Succeeded after failures');
    expect(embeddedIn(html)).toHaveLength(4);
    // It names people: nobody else's business on this machine.
    expect(statSync(join(cwd, 'r.html')).mode & 0o077).toBe(0);
  });

  it('shows the journal of this machine where no files are named, filtered, in Japanese', async () => {
    const args = ['report', '--out', 'j.html', '--user', 'bob', '--language', 'ja'];
    expect((await runCli(args, { cwd })).code).toBe(0);
    const html = page('j.html');
    expect(html).toContain('<html lang="ja">');
    expect(html).toContain('--user bob');
    expect(embeddedIn(html)).toHaveLength(2);
  });

  it('is what scan and history print as HTML', async () => {
    for (const verb of [['scan', 'logs.json'], ['history']]) {
      const { code, out } = await runCli([...verb, '--output', 'html'], { cwd });
      expect(code).toBe(0);
      expect(embeddedIn(out)).toHaveLength(4);
      expect(out.trimEnd()).toMatch(/<\/html>$/);
    }
  });

  it('overwrites nothing unasked, and says what else is in its way', async () => {
    writeFileSync(join(cwd, 'mine.html'), 'mine');
    const there = await runCli(['report', 'logs.json', '--out', 'mine.html'], { cwd });
    expect([there.code, there.err]).toEqual([2, expect.stringContaining('--force')]);
    expect(page('mine.html')).toBe('mine');
    expect(
      (await runCli(['report', 'logs.json', '--out', 'mine.html', '--force'], { cwd })).code,
    ).toBe(0);
    const nowhere = await runCli(['report', 'logs.json', '--out', 'no/r.html'], { cwd });
    expect([nowhere.code, nowhere.err]).toEqual([2, expect.stringContaining('no does not exist')]);
  });

  it('says what could not be read, and keeps the exit code', async () => {
    writeFileSync(join(cwd, 'cut.json'), readFileSync(join(cwd, 'logs.json')).subarray(0, 900));
    const { code } = await runCli(['report', 'cut.json', '--out', 'cut.html'], { cwd });
    expect(code).toBe(3);
    expect(page('cut.html')).toContain('it is cut off');
  });
});

describe('what a stranger writes', () => {
  it.each(ATTACKS.map((attack) => [attack.name, attack] as const))(
    'is text in a report: %s',
    async (_, { text, name }) => {
      const file = join(cwd, 'attack.json');
      writeFileSync(file, JSON.stringify({ Records: victimsOf(text, name) }));
      const { out } = await runCli(
        ['scan', 'attack.json', '--output', 'html', '--events', 'AllSignInsAndTampering'],
        { cwd },
      );
      // Our own elements, the one script and the one style sheet, and none of a record's.
      expect(out.match(/<script/g)).toHaveLength(2);
      expect(out.match(/<style/g)).toHaveLength(1);
      // The data is Base64, and the one script is ours, whatever the records hold.
      const markup = out.replace(`<script>${PAGE_SCRIPT}</script>`, '');
      expect(markup.length).toBe(out.length - `<script>${PAGE_SCRIPT}</script>`.length);
      expect(markup).not.toMatch(
        /<(img|iframe|object|embed|link|base|form|a(?! href="#unread"))\b/i,
      );
      expect(markup).not.toMatch(/\son\w+\s*=\s*["']/i);
      expect(embeddedIn(out).length).toBeGreaterThan(0);
    },
  );
});

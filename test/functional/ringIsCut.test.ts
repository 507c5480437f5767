import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { consoleLogin, iamUser } from '../fakes/records.ts';
import { BIN, runCli } from '../fakes/runCli.ts';

/** Several batches of `ring`, so that there is something left when it is stopped. */
const RECORDS = 6000;
/** What is older than a day is told in one notice at the end. */
const eventTime = `${new Date(Date.now() - 3_600_000).toISOString().slice(0, 19)}Z`;

let cwd = '';
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'loginbell-cut-'));
  const records = Array.from({ length: RECORDS }, (_, i) =>
    consoleLogin(`cut ${i}`, { eventTime, userIdentity: iamUser(`person-${i}`) }),
  );
  writeFileSync(join(cwd, 'many.jsonl'), records.map((one) => JSON.stringify(one)).join('\n'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

/** Starts a ring, lets `cut` at it once it has told something, and gives its exit code and what it said to people. */
const ringUntil = async (cut: (child: ChildProcessWithoutNullStreams) => void) => {
  const { PATH = '' } = process.env;
  const env = { PATH, TZ: 'UTC' };
  const child = spawn(process.execPath, [BIN, 'ring', 'many.jsonl'], { cwd, env });
  let err = '';
  child.stderr.on('data', (text) => {
    err += text;
  });
  await once(child.stdout, 'data');
  cut(child);
  const [code] = await once(child, 'close');
  return [code, err];
};
const ringAgain = async () => {
  const { out } = await runCli(['ring', 'many.jsonl', '--json'], { cwd });
  return JSON.parse(out);
};
const mails = () => readdirSync(join(cwd, '.loginbell/outbox')).length;

describe('a ring that is cut short', () => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(`by ${signal} tells what it began, and the next run only what is left`, async () => {
      const ended = await ringUntil((child) => {
        child.stdout.resume();
        child.kill(signal);
      });
      expect(ended).toEqual([130, expect.stringContaining('the next run goes on from there')]);
      const before = mails();
      const { duplicates, notices } = await ringAgain();
      expect(duplicates).toBeGreaterThan(0);
      expect(duplicates).toBeLessThan(RECORDS);
      expect(mails()).toBe(before + notices);
      expect(await ringAgain()).toMatchObject({ notices: 0, duplicates: RECORDS });
    });
  }

  it('by whoever reads its output is not cut short at all, and says nothing of it', async () => {
    expect(await ringUntil((child) => child.stdout.destroy())).toEqual([0, '']);
    expect(await ringAgain()).toMatchObject({ notices: 0, duplicates: RECORDS });
  });
});

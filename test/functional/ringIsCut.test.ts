import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { consoleLogin, iamUser } from '../fakes/records.ts';
import { BIN, runCli } from '../fakes/runCli.ts';

/** Several batches of `ring`, so that there is something left when it is stopped. */
const RECORDS = 6000;

let cwd = '';
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'loginbell-cut-'));
  const records = Array.from({ length: RECORDS }, (_, i) =>
    consoleLogin(`cut ${i}`, { userIdentity: iamUser(`person-${i}`) }),
  );
  writeFileSync(join(cwd, 'many.jsonl'), records.map((one) => JSON.stringify(one)).join('\n'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

const ringOnce = () => {
  const { PATH = '' } = process.env;
  return spawn(process.execPath, [BIN, 'ring', 'many.jsonl'], { cwd, env: { PATH, TZ: 'UTC' } });
};
const ringAgain = async () => {
  const { out } = await runCli(['ring', 'many.jsonl', '--json'], { cwd });
  return JSON.parse(out);
};
const mails = () => readdirSync(join(cwd, '.loginbell/outbox')).length;

describe('a ring that is cut short', () => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(`by ${signal} tells what it began, and the next run only what is left`, async () => {
      const child = ringOnce();
      let err = '';
      child.stderr.on('data', (text) => {
        err += text;
      });
      await once(child.stdout, 'data');
      child.stdout.resume();
      child.kill(signal);
      const [code] = await once(child, 'close');
      expect([code, err]).toEqual([
        130,
        expect.stringContaining('the next run goes on from there'),
      ]);
      const before = mails();
      const { duplicates, notices } = await ringAgain();
      expect(duplicates).toBeGreaterThan(0);
      expect(duplicates).toBeLessThan(RECORDS);
      expect(mails()).toBe(before + notices);
      expect(await ringAgain()).toMatchObject({ notices: 0, duplicates: RECORDS });
    });
  }

  it('by whoever reads its output is not cut short at all, and says nothing of it', async () => {
    const child = ringOnce();
    let err = '';
    child.stderr.on('data', (text) => {
      err += text;
    });
    await once(child.stdout, 'data');
    child.stdout.destroy();
    const [code] = await once(child, 'close');
    expect([code, err]).toEqual([0, '']);
    expect(await ringAgain()).toMatchObject({ notices: 0, duplicates: RECORDS });
  });
});

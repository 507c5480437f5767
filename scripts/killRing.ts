/**
 * Kills `loginbell ring` (SIGKILL) at random moments of a run over many sign-ins, runs it again until it
 * comes to the end, and compares what a real SMTP server received with what should have been told:
 * `npm run kill [-- ROUNDS [SIGN_INS]]`, by default 50 rounds over 2,000. A sign-in may be told twice only
 * where a kill fell after the mail was taken and before that was written down.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { consoleLogin, iamUser, rootUser } from '../test/fakes/records.ts';
import { BIN } from '../test/fakes/runCli.ts';
import { startSmtpServer } from '../test/fakes/smtpServer.ts';

const [rounds = 50, signIns = 2000] = process.argv.slice(2).map(Number);
const totals = { kills: 0, twice: 0, outsideWindow: 0, untold: 0, mails: 0, settled: 0 };

for (let round = 1; round <= rounds; round += 1) {
  const folder = mkdtempSync(join(tmpdir(), 'loginbell-kill-'));
  const server = await startSmtpServer();
  const ids = writeRecords(join(folder, 'log.ndjson'));
  const args = [
    'ring',
    'log.ndjson',
    '--smtp-url',
    server.url,
    '--to',
    'you@example.com',
    '--language',
    'en',
  ];
  const inWindow = new Set<string>();
  let kills = 0;
  for (let done = false; !done; ) {
    done = await runOrKill(args, folder, kills < 8 ? 250 + Math.random() * signIns : undefined);
    if (done) break;
    kills += 1;
    const told = toldBy(server.received);
    for (const id of unsettled(folder)) if (told.has(id)) inWindow.add(id);
  }
  const told = toldBy(server.received);
  const twice = [...told].filter(([, times]) => times > 1).map(([id]) => id);
  totals.kills += kills;
  totals.mails += server.received.length;
  totals.twice += twice.length;
  totals.outsideWindow += twice.filter((id) => !inWindow.has(id)).length;
  totals.untold += ids.filter((id) => !told.has(id)).length;
  totals.settled += ids.length - unsettled(folder).length;
  await server.close();
  rmSync(folder, { recursive: true });
}

console.log(
  `${rounds} rounds of ${signIns} sign-ins, ${totals.kills} kills, ${totals.mails} mails: ${totals.untold} untold, ` +
    `${totals.twice} told twice, of them ${totals.outsideWindow} outside the window between send and settle`,
);
const isTold = totals.untold === 0 && totals.settled === rounds * signIns;
// Where nobody was killed, nothing was tried.
const ok = isTold && totals.outsideWindow === 0 && totals.kills > 0;
console.log(ok ? 'all laws kept' : 'BROKEN');
process.exitCode = ok ? 0 : 1;

/** A tenth are root's, told alone; the rest are told in digests. Returns the event ids. */
function writeRecords(file: string): string[] {
  const eventTime = new Date(Date.now() - 60_000).toISOString();
  const records = Array.from({ length: signIns }, (_, i) =>
    consoleLogin(`kill-${i}`, {
      eventTime,
      userIdentity: i % 10 === 0 ? rootUser() : iamUser(`user${i}`),
    }),
  );
  writeFileSync(file, records.map((record) => JSON.stringify(record)).join('\n'));
  return records.map(({ eventID }) => String(eventID));
}

/** Runs to the end (true), or kills after some milliseconds (false). */
async function runOrKill(
  args: string[],
  cwd: string,
  killAfter: number | undefined,
): Promise<boolean> {
  const child = spawn(process.execPath, [BIN, ...args], { cwd, stdio: 'ignore' });
  const ended = new Promise<number | null>((resolve) => {
    child.on('close', (code) => resolve(code));
  });
  if (killAfter === undefined) return (await ended) === 0;
  const abort = new AbortController();
  const killed = setTimeout(killAfter, 'kill', { signal: abort.signal }).catch(() => 'ended');
  if ((await Promise.race([ended, killed])) === 'kill') child.kill('SIGKILL');
  abort.abort();
  return (await ended) === 0;
}

/** How often each event was told, by the ids in the mails. */
function toldBy(mails: readonly Buffer[]): Map<string, number> {
  const told = new Map<string, number>();
  for (const mail of mails) {
    const [header = ''] = mail.toString('latin1').split('\r\n\r\n');
    const ids = header.match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? [];
    for (const id of new Set(ids)) told.set(id, (told.get(id) ?? 0) + 1);
  }
  return told;
}

/** Sign-ins stored but not settled. */
function unsettled(folder: string): string[] {
  try {
    const database = new DatabaseSync(join(folder, '.loginbell/journal.sqlite'), {
      readOnly: true,
    });
    const rows = database.prepare("SELECT eventID FROM sign_ins WHERE state = 'claimed'").all();
    database.close();
    return rows.map(({ eventID }) => String(eventID));
  } catch {
    return []; // killed before the journal was there
  }
}

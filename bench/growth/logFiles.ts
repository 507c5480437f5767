import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { consoleLogin, FAILED, iamUser, type RecordFields } from '../../test/fakes/records.ts';

const PER_FILE = 10_000;
const DAY_MS = 86_400_000;
const PEOPLE = 1000;

/**
 * The n-th of `count` sign-ins spread over a year: of a thousand people from a few addresses each, one in
 * fifty a failure. The same on every machine.
 */
export function signInRecord(n: number, count: number): RecordFields {
  const at = Date.UTC(2025, 0, 1) + Math.floor((n / count) * 365 * DAY_MS);
  const [person = 0, place = 0, luck = 0] = createHash('sha1').update(`${n}`).digest();
  const name = `user-${(person * 256 + place) % PEOPLE}`;
  return consoleLogin(`growth ${n}`, {
    eventTime: `${new Date(at).toISOString().slice(0, 19)}Z`,
    userIdentity: iamUser(name),
    sourceIPAddress: `203.0.${place % 4}.${person}`,
    ...(luck % 50 === 0 ? FAILED : {}),
  });
}

/** Writes `count` sign-ins into a folder as CloudTrail does, in compressed files. */
export function writeLogFiles(folder: string, count: number): void {
  mkdirSync(folder, { recursive: true });
  for (let start = 0; start < count; start += PER_FILE) {
    const size = Math.min(PER_FILE, count - start);
    const Records = Array.from({ length: size }, (_, i) => signInRecord(start + i, count));
    const name = `123456789012_CloudTrail_us-east-1_${String(start).padStart(8, '0')}.json.gz`;
    writeFileSync(join(folder, name), gzipSync(JSON.stringify({ Records }), { level: 1 }));
  }
}

import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { createRandom, type Random } from './random.ts';
import { ordinaryRecord, type Place, signInRecord } from './records.ts';

/** What to make: files of so many records each, told by shares of the whole. */
export type ArchivePlan = {
  readonly seed: number;
  readonly records: number;
  /** Sign-ins in 100,000 records. */
  readonly signInsIn100k: number;
  readonly sizes: readonly FileSize[];
};

/** `share`: how much of all records, of 1, stands in files of `least` to `most` records. */
export type FileSize = { readonly share: number; readonly least: number; readonly most: number };

/** What was made, kept beside the folder as `FOLDER.json`. */
export type Archive = {
  readonly plan: ArchivePlan;
  readonly files: number;
  readonly records: number;
  readonly signIns: number;
  /** Bytes before and after compression. */
  readonly bytes: number;
  readonly storedBytes: number;
};

/**
 * As a bucket of a few accounts looks: a quarter of the bytes in files of a few records, the most in files
 * of some thousand, and some at CloudTrail's limit of 50 MB. Three sign-ins in a thousand records.
 */
export const REALISTIC: Omit<ArchivePlan, 'records'> = {
  seed: 20261123,
  signInsIn100k: 300,
  sizes: [
    { share: 0.25, least: 5, most: 100 },
    { share: 0.4, least: 100, most: 3000 },
    { share: 0.35, least: 28_000, most: 32_000 },
  ],
};

/** As a bucket of quiet accounts looks: files of some 4 kB, as stored, and nothing else; 360,000 records are 20,000 of them. */
export const SMALL_FILES: Omit<ArchivePlan, 'records'> = {
  seed: 20261127,
  signInsIn100k: 300,
  sizes: [{ share: 1, least: 6, most: 30 }],
};

const pack = promisify(gzip);
const AT_ONCE = 4;
const START = Date.parse('2026-03-01T00:00:00Z');
const ACCOUNTS = ['111122223333', '123456789012', '210987654321'];
const REGIONS = ['us-east-1', 'eu-west-1', 'ap-northeast-1', 'us-west-2'];

/** Writes the archive below `folder`, laid out as CloudTrail does, unless it is there already. */
export async function makeArchive(folder: string, plan: ArchivePlan): Promise<Archive> {
  const note = `${folder}.json`;
  const made: Archive | undefined = await readFile(note, 'utf8').then(JSON.parse, () => undefined);
  if (made !== undefined && JSON.stringify(made.plan) === JSON.stringify(plan)) return made;
  await rm(folder, { recursive: true, force: true });
  const random = createRandom(plan.seed);
  const totals = { files: 0, records: 0, signIns: 0, bytes: 0, storedBytes: 0 };
  let writing: Promise<void>[] = [];
  for (const records of fileSizes(plan, random)) {
    const place = {
      accountId: ACCOUNTS[random.below(ACCOUNTS.length)] ?? '',
      region: REGIONS[random.below(REGIONS.length)] ?? '',
      at: START + random.below(60) * 86_400_000 + random.below(288) * 300_000,
    };
    const texts = Array.from({ length: records }, (_, i) => {
      const isSignIn = random.below(100_000) < plan.signInsIn100k;
      totals.signIns += Number(isSignIn);
      const now = { ...place, at: place.at + Math.floor((i * 300_000) / records) };
      return isSignIn ? signInRecord(random, now) : ordinaryRecord(random, now);
    });
    const text = Buffer.from(`{"Records":[${texts.join(',')}]}`);
    totals.files += 1;
    totals.records += records;
    totals.bytes += text.length;
    writing.push(
      writePacked(join(folder, pathOf(place, random)), text).then((bytes) => {
        totals.storedBytes += bytes;
      }),
    );
    if (writing.length >= AT_ONCE) {
      await Promise.all(writing);
      writing = [];
    }
  }
  await Promise.all(writing);
  const archive = { plan, ...totals };
  await writeFile(note, JSON.stringify(archive));
  return archive;
}

async function writePacked(path: string, text: Buffer): Promise<number> {
  const packed = await pack(text);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, packed);
  return packed.length;
}

function pathOf({ accountId, region, at }: Place, random: Random): string {
  const time = new Date(at).toISOString();
  const day = time.slice(0, 10).replaceAll('-', '/');
  const stamp = `${time.slice(0, 16).replaceAll(/[-:]/g, '')}Z`;
  const name = `${accountId}_CloudTrail_${region}_${stamp}_${random.hex(16)}.json.gz`;
  return join('AWSLogs', accountId, 'CloudTrail', region, day, name);
}

/** The number of records of every file, sizes mixed as they come in a bucket. */
function fileSizes({ records, sizes }: ArchivePlan, random: Random): number[] {
  const files: number[] = [];
  for (const { share, least, most } of sizes) {
    for (let left = Math.round(records * share); left > 0; ) {
      const size = Math.min(left, least + random.below(most - least + 1));
      files.push(size);
      left -= size;
    }
  }
  for (let i = files.length - 1; i > 0; i -= 1) {
    const j = random.below(i + 1);
    [files[i], files[j]] = [files[j] ?? 0, files[i] ?? 0];
  }
  return files;
}

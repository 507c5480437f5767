import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recordOfRow } from '../../envelopes/rowRecords.ts';
import type { S3Source } from '../s3/s3Source.ts';
import type { Athena } from './athena.ts';
import { translateAthenaError } from './athenaErrors.ts';
import { OBJECT_MEMBERS } from './statements.ts';

/** The result of a query as files of records, as CloudTrail would have written them: a page each. */
export type AthenaResult = S3Source & {
  /** What stands in their place was read by Athena; these are only what it found. */
  readonly pages: { readonly files: number; readonly bytes: number };
};

/** Fetches the result page by page, as it is read. `name`: how people know it. */
export async function openAthenaResult(
  athena: Pick<Athena, 'pages'>,
  queryId: string,
  name: string,
): Promise<AthenaResult> {
  const folder = await mkdtemp(join(tmpdir(), 'loginbell-athena-'));
  const pages = { files: 0, bytes: 0 };
  const problem = (reason: string, hint: string) => ({
    kind: 'problem' as const,
    url: name,
    reason,
    hint,
  });
  return {
    pages,
    bytes: undefined,
    files: async function* () {
      try {
        for await (const rows of athena.pages(queryId)) {
          const records = rows.flatMap((row) => recordOfRow(row, isObject) ?? []);
          if (records.length < rows.length) {
            const lost = rows.length - records.length;
            yield problem(
              `${lost} of ${rows.length} rows of a page of the result are no records`,
              'Is the table made by loginbell? Name another with --athena-table.',
            );
          }
          if (records.length === 0) continue;
          const text = JSON.stringify({ Records: records });
          pages.files += 1;
          pages.bytes += Buffer.byteLength(text);
          const file = join(folder, `${pages.files}.json`);
          await writeFile(file, text, { mode: 0o600 });
          yield { kind: 'file', file, url: `${name}, page ${pages.files} of the result` };
        }
      } catch (error) {
        const { message } = translateAthenaError('its result could not be fetched', error);
        yield problem(message, 'Run it again.');
      }
    },
    done: (file) => rm(file, { force: true }),
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

function isObject(name: string): boolean {
  return OBJECT_MEMBERS.includes(name);
}

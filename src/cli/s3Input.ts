import { basename } from 'node:path';
import { awsProblemOf } from '../aws/awsErrors.ts';
import type { S3Object, S3Span } from '../aws/s3/s3Objects.ts';
import { parseS3Url, type S3Place } from '../aws/s3/s3Url.ts';
import { LoginbellError, reasonOf } from '../errors.ts';
import type { FetchedFiles } from '../local/fetchedFiles.ts';
import type { FileProblem } from '../local/fileProblems.ts';
import { isRecordFile, type PassedOver, type Walked } from '../local/listRecordFiles.ts';
import { plural } from './plural.ts';
import { megabytes } from './scanSummary.ts';
import { shown, type Terminal } from './terminal.ts';
import type { VerbContext } from './verbContext.ts';

/** US dollars and bytes past which a person is asked. */
const ASK_PAST_USD = 1;
const ASK_PAST_BYTES = 10e9;
/** US dollars a request and a byte that leaves AWS; from within the region it costs nothing. Source: S3 pricing, us-east-1. */
const PRICES = { list: 0.000005, get: 0.0000004, byteOut: 0.09e-9 };

/** What is read of S3, besides paths of this machine. */
export type S3Input = {
  readonly local: readonly string[];
  readonly fetched: FetchedFiles | undefined;
  readonly passedOver: PassedOver;
  /** The person said no to the plan. */
  readonly isDeclined: boolean;
  close(): Promise<void>;
};

/** Is it an address in S3? */
export function isS3(path: string): boolean {
  return path.startsWith('s3://');
}

/**
 * Takes the addresses in S3 out of some paths: lists their objects, says what reading them comes to, and asks past a dollar or
 * 10 GB, where nobody said `--yes`. Throws a `LoginbellError` for an address that is none and for what AWS refuses.
 */
export async function openS3Input(
  paths: readonly string[],
  span: S3Span,
  options: Readonly<Record<string, unknown>>,
  { terminal, environment }: VerbContext,
): Promise<S3Input> {
  const local = paths.filter((path) => !isS3(path));
  if (local.length === paths.length) return nothing(local, {}, false);
  const { listS3Objects } = await import('../aws/s3/s3Objects.ts');
  const { openS3Source } = await import('../aws/s3/s3Source.ts');
  const { openS3 } = await import('../aws/s3/openS3.ts');
  const places = paths.filter(isS3).map((path): S3Place => {
    try {
      return parseS3Url(path);
    } catch (error) {
      throw new LoginbellError('bad-input', reasonOf(error));
    }
  });
  const client = openS3(environment);
  const found: { readonly place: S3Place; readonly objects: readonly S3Object[] }[] = [];
  let passedOver: PassedOver = {};
  let requests = 0;
  for (const place of places) {
    const name = `s3://${place.bucket}/${place.prefix}`;
    const listing = await listS3Objects(client, place, span, (count) =>
      terminal.progress(`listing ${shown(name)}: ${plural(count, 'object')}`),
    ).catch((error: unknown) => {
      client.destroy();
      throw refusal(name, error);
    });
    terminal.progress('');
    found.push({ place, objects: listing.objects });
    requests += listing.requests;
    passedOver = { ...passedOver, ...listing.passedOver };
    if (listing.objects.length === 0) {
      terminal.err(
        `${shown(name)} holds no log files${span.since > '0000' || span.until < '9999' ? ' of that time' : ''}; CloudTrail keeps them below AWSLogs/ACCOUNT/CloudTrail/REGION/`,
      );
    }
  }
  const objects = found.flatMap((one) => one.objects);
  if (!(await approve(objects, requests, options, terminal))) {
    client.destroy();
    return nothing(local, passedOver, true);
  }
  const sources = await Promise.all(
    found.map(({ place, objects: all }) => openS3Source(client, place.bucket, all)),
  );
  const names = new Map<string, string>();
  return {
    local,
    passedOver,
    isDeclined: false,
    fetched: {
      bytes: bytesOf(objects.filter(({ isFrozen }) => !isFrozen)),
      walk: async function* (): AsyncGenerator<Walked> {
        for (const source of sources) {
          for await (const one of source.files()) {
            if (one.kind === 'problem') {
              const { url, reason, hint } = one;
              const problem: FileProblem = { file: url, reason, hint };
              yield { kind: 'problem', problem };
            } else if (await isRecordFile(one.file, one.url)) {
              names.set(one.file, one.url);
              yield { kind: 'file', file: one.file, key: one.url };
            } else {
              await source.done(one.file);
              yield { kind: 'passed-over', what: endingOf(one.url) };
            }
          }
        }
      },
      nameOf: (file) => names.get(file) ?? file,
      done: async (file) => {
        if (!names.delete(file)) return;
        await Promise.all(sources.map((source) => source.done(file)));
      },
    },
    close: async () => {
      await Promise.all(sources.map((source) => source.close()));
      client.destroy();
    },
  };
}

function nothing(local: readonly string[], passedOver: PassedOver, isDeclined: boolean): S3Input {
  return { local, fetched: undefined, passedOver, isDeclined, close: async () => undefined };
}

function bytesOf(objects: readonly S3Object[]): number {
  return objects.reduce((sum, { size }) => sum + size, 0);
}

function endingOf(url: string): string {
  return /\.[^./]+$/.exec(basename(url))?.[0] ?? 'files without an ending';
}

/** Says what it comes to, and asks where that is much. */
async function approve(
  objects: readonly S3Object[],
  requests: number,
  options: Readonly<Record<string, unknown>>,
  terminal: Terminal,
): Promise<boolean> {
  if (objects.length === 0) return true;
  const bytes = bytesOf(objects);
  const forRequests = requests * PRICES.list + objects.length * PRICES.get;
  const usd = forRequests + bytes * PRICES.byteOut;
  const frozen = objects.filter(({ isFrozen }) => isFrozen).length;
  terminal.err(
    `${plural(objects.length, 'object')}, ${megabytes(bytes)}${frozen > 0 ? ` (${frozen.toLocaleString('en-US')} of them in Glacier, which are not read)` : ''}: ${plural(requests + objects.length, 'request')}, about ${forRequests.toFixed(2)} USD, and up to ${(usd - forRequests).toFixed(2)} USD more for what leaves AWS`,
  );
  if ((usd <= ASK_PAST_USD && bytes <= ASK_PAST_BYTES) || options['yes'] === true) return true;
  if (!terminal.canAsk) {
    throw new LoginbellError(
      'bad-input',
      'that is more than 1 USD or 10 GB; add --yes to read it, or narrow it with --since, --until, --account and --region',
    );
  }
  return /^y(es)?$/i.test((await terminal.ask('Go on? [y/N] ')).trim());
}

function refusal(name: string, error: unknown): LoginbellError {
  const code = error instanceof Error ? error.name : '';
  if (code === 'NoSuchBucket') {
    const message = `there is no bucket for ${name}; check its name`;
    return new LoginbellError('bad-input', message, { cause: error });
  }
  const sentence = awsProblemOf(error)?.sentence ?? reasonOf(error);
  return new LoginbellError('aws-failed', `${name} cannot be listed: ${sentence}`, {
    cause: error,
  });
}

import type { S3Object, S3Span } from '../aws/s3/s3Objects.ts';
import { LoginbellError } from '../errors.ts';
import { type ArchiveInput, fetchedFrom, noArchive } from './archiveInput.ts';
import { EXIT } from './exitCodes.ts';
import { plural } from './plural.ts';
import { isS3, listPlaces, parsePlaces } from './s3Listing.ts';
import { megabytes } from './scanSummary.ts';
import type { Terminal } from './terminal.ts';
import type { VerbContext } from './verbContext.ts';

/** US dollars and bytes past which a person is asked. */
export const ASK_PAST = { usd: 1, bytes: 10e9 } as const;
/** US dollars a request and a byte that leaves AWS; from within the region it costs nothing. Source: S3 pricing, us-east-1. */
export const PRICES = { list: 0.000005, get: 0.0000004, byteOut: 0.09e-9 } as const;

/**
 * Takes the addresses in S3 out of some paths: lists their objects, says what reading them comes to, and asks past a dollar or
 * 10 GB, where nobody said `--yes`. Throws a `LoginbellError` for an address that is none and for what AWS refuses.
 */
export async function openS3Input(
  paths: readonly string[],
  span: S3Span,
  options: Readonly<Record<string, unknown>>,
  { terminal, environment }: VerbContext,
): Promise<ArchiveInput> {
  const local = paths.filter((path) => !isS3(path));
  if (local.length === paths.length) return noArchive(local);
  const { openS3Source } = await import('../aws/s3/s3Source.ts');
  const { openS3 } = await import('../aws/s3/openS3.ts');
  const places = parsePlaces(paths.filter(isS3));
  const client = openS3(environment);
  try {
    const { found, requests, passedOver } = await listPlaces(client, places, span, terminal);
    const objects = found.flatMap((one) => one.objects);
    if (!(await approve(objects, requests, options, terminal))) {
      client.destroy();
      return noArchive(local, EXIT.declined, passedOver);
    }
    const sources = await Promise.all(
      found.map(({ place, objects: all }) => openS3Source(client, place.bucket, all)),
    );
    return {
      local,
      passedOver,
      exitCode: undefined,
      fetched: fetchedFrom(sources),
      close: async () => {
        await Promise.all(sources.map((source) => source.close()));
        client.destroy();
      },
    };
  } catch (error) {
    client.destroy();
    throw error;
  }
}

/** Says what it comes to, and asks where that is much. */
async function approve(
  objects: readonly S3Object[],
  requests: number,
  options: Readonly<Record<string, unknown>>,
  terminal: Terminal,
): Promise<boolean> {
  if (objects.length === 0) return true;
  const bytes = objects.reduce((sum, { size }) => sum + size, 0);
  const forRequests = requests * PRICES.list + objects.length * PRICES.get;
  const usd = forRequests + bytes * PRICES.byteOut;
  const frozen = objects.filter(({ isFrozen }) => isFrozen).length;
  terminal.err(
    `${plural(objects.length, 'object')}, ${megabytes(bytes)}${frozen > 0 ? ` (${frozen.toLocaleString('en-US')} of them in Glacier, which are not read)` : ''}: ${plural(requests + objects.length, 'request')}, about ${forRequests.toFixed(2)} USD, and up to ${(usd - forRequests).toFixed(2)} USD more for what leaves AWS`,
  );
  if (usd <= ASK_PAST.usd && bytes <= ASK_PAST.bytes) return true;
  return await mayGoOn('that is more than 1 USD or 10 GB', options, terminal);
}

/** Asks a person, where nobody said `--yes`. `why`: what is to be answered for. Throws a `bad-input` error where nobody can be asked. */
export async function mayGoOn(
  why: string,
  options: Readonly<Record<string, unknown>>,
  terminal: Terminal,
): Promise<boolean> {
  if (options['yes'] === true) return true;
  if (!terminal.canAsk) {
    throw new LoginbellError(
      'bad-input',
      `${why}; add --yes to go on, or narrow it with --since, --until, --account and --region`,
    );
  }
  return /^y(es)?$/i.test((await terminal.ask('Go on? [y/N] ')).trim());
}

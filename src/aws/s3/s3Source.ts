import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { reasonOf } from '../../errors.ts';
import { kindOf } from '../errorKinds.ts';
import type { S3Object } from './s3Objects.ts';
import { s3Url } from './s3Url.ts';

/** One object that was fetched into a file, or why it could not be. */
export type S3Fetched =
  | { readonly kind: 'file'; readonly file: string; readonly url: string }
  | {
      readonly kind: 'problem';
      readonly url: string;
      readonly reason: string;
      readonly hint: string;
    };

/** Objects as files, each of which is there until it has been read. */
export type S3Source = {
  /** The size of all that is fetched, where it is known before. */
  readonly bytes: number | undefined;
  /** In the order in which they come. */
  files(): AsyncGenerator<S3Fetched>;
  /** The file has been read, and makes room for another. */
  done(file: string): Promise<void>;
  /** Removes what is left. */
  close(): Promise<void>;
};

/** Objects on their way, and files on the disk, at the most. */
const IN_FLIGHT = 32;
const FILES = 128;
/** Tries of an object whose answer was cut; what AWS refuses, the client has tried again by itself. */
const TRIES = 3;
/** What another try may find better. */
const PASSING: readonly string[] = ['other', 'unreachable', 'throttled', 'server-fault'];

/** Fetches objects side by side, as fast as they are read. */
export async function openS3Source(
  client: S3Client,
  bucket: string,
  objects: readonly S3Object[],
): Promise<S3Source> {
  const folder = await mkdtemp(join(tmpdir(), 'loginbell-s3-'));
  const onDisk = new Set<string>();
  let freed = Promise.withResolvers<void>();

  const fetchOne = async ({ key, isFrozen }: S3Object, number: number): Promise<S3Fetched> => {
    const url = s3Url({ bucket }, key);
    if (isFrozen) return { kind: 'problem', url, ...PROBLEMS.frozen };
    const file = join(folder, `${number}-${basename(key).slice(-160)}`);
    for (let tries = 1; ; tries += 1) {
      try {
        await download(client, bucket, key, file);
        onDisk.add(file);
        return { kind: 'file', file, url };
      } catch (error) {
        const mayPass = PASSING.includes(kindOf(error)) && !isAnswer(error);
        if (tries === TRIES || !mayPass) return { kind: 'problem', url, ...whyOf(error) };
      }
    }
  };

  return {
    bytes: objects.reduce((sum, { size, isFrozen }) => sum + (isFrozen ? 0 : size), 0),
    files: async function* () {
      const coming = new Map<number, Promise<readonly [number, S3Fetched]>>();
      const next = async () => {
        const [number, fetched] = await Promise.race(coming.values());
        coming.delete(number);
        return fetched;
      };
      for (const [number, object] of objects.entries()) {
        while (coming.size >= IN_FLIGHT) yield await next();
        while (onDisk.size + coming.size >= FILES) {
          if (coming.size > 0) yield await next();
          else await freed.promise;
        }
        coming.set(
          number,
          fetchOne(object, number).then((fetched) => [number, fetched] as const),
        );
      }
      while (coming.size > 0) yield await next();
    },
    done: async (file) => {
      onDisk.delete(file);
      const { resolve } = freed;
      freed = Promise.withResolvers<void>();
      resolve();
      await rm(file, { force: true });
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

async function download(
  client: S3Client,
  Bucket: string,
  Key: string,
  file: string,
): Promise<void> {
  const { Body, ContentLength } = await client.send(new GetObjectCommand({ Bucket, Key }));
  if (!(Body instanceof Readable)) throw new Error('the answer has no body');
  await pipeline(Body, createWriteStream(file, { mode: 0o600 }));
  const { size } = await stat(file);
  if (ContentLength !== undefined && size !== ContentLength) {
    throw new Error(`${size} of ${ContentLength} bytes came`);
  }
}

type Why = { readonly reason: string; readonly hint: string };

const PROBLEMS = {
  frozen: {
    reason: 'it lies in S3 Glacier',
    hint: 'Restore it first (aws s3api restore-object), and read it again.',
  },
  gone: {
    reason: 'it was there when the bucket was listed, and is not any more',
    hint: 'Run it again.',
  },
  denied: {
    reason: 'you may not read it',
    hint: 'Allow s3:GetObject on it, and kms:Decrypt on its key where it has one.',
  },
} as const satisfies Readonly<Record<string, Why>>;

/** What S3 itself said: nothing that another try would change. */
function isAnswer(error: unknown): boolean {
  return /^(NoSuchKey|InvalidObjectState|AccessDenied|KMS)/.test(
    error instanceof Error ? error.name : '',
  );
}

function whyOf(error: unknown): Why {
  const name = error instanceof Error ? error.name : '';
  if (name === 'InvalidObjectState') return PROBLEMS.frozen;
  if (name === 'NoSuchKey' || kindOf(error) === 'not-found') return PROBLEMS.gone;
  if (kindOf(error) === 'denied' || /^KMS/.test(name)) return PROBLEMS.denied;
  return {
    reason: `it could not be fetched: ${reasonOf(error).slice(0, 200)}`,
    hint: 'Run it again.',
  };
}

import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import * as zlib from 'node:zlib';
import { BINARY, TAR, UnreadableFile, ZIP, ZSTD } from './fileProblems.ts';
import { gunzipped } from './gunzipped.ts';
import { osPath } from './osPath.ts';
import { PACKING_HEAD, packingOf } from './packing.ts';

/** Bytes as they are read; standard input is one. */
export type ByteSource = AsyncIterable<Uint8Array | string>;

/**
 * The bytes of the text in a file, or in `stdin` (the process's own by default) where it is `-`, as UTF-8: gzip, also in
 * gzip, and zstd (known by their first bytes, whatever the name) are unpacked, UTF-16 is decoded, a byte order mark left
 * out. `onRead` is told the size of each
 * chunk as it is stored. Throws what the file system and zlib throw, and an UnreadableFile for archives
 * and for what is no text.
 */
export async function* textBytes(
  file: string,
  stdin: ByteSource | undefined,
  onRead: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  const stored = counted(
    file === '-' ? (stdin ?? process.stdin) : createReadStream(osPath(file)),
    onRead,
  );
  yield* unpacked(stored, 0);
}

/** Gzip in gzip is what Firehose makes of compressed records; more than this is an attack. */
const MOST_LAYERS = 3;

function unpacked(bytes: AsyncIterable<Uint8Array>, layer: number): AsyncGenerator<Uint8Array> {
  return withHead(bytes, (head, chunks) => {
    const packing = packingOf(head);
    if (packing === 'zip') throw new UnreadableFile(ZIP);
    if (packing === 'tar') throw new UnreadableFile(TAR);
    if (packing === undefined || layer === MOST_LAYERS) return asText(chunks);
    return unpacked(packing === 'gzip' ? gunzipped(chunks) : unzstd(chunks), layer + 1);
  });
}

/** Zstandard, where this Node.js has it (22.15 and newer). */
function unzstd(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  if (typeof zlib.createZstdDecompress !== 'function') throw new UnreadableFile(ZSTD);
  return Readable.from(chunks).compose(zlib.createZstdDecompress());
}

function asText(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  return withHead(bytes, (head, chunks) => {
    const wide = wideEncoding(head);
    if (wide !== undefined) return decoded(chunks, wide);
    if (isBinary(head.subarray(0, PACKING_HEAD))) throw new UnreadableFile(BINARY);
    return head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? skip(3, chunks) : chunks;
  });
}

/** Zeros stand in no text, save in JSON that was damaged. */
function isBinary(head: Uint8Array): boolean {
  return head.includes(0) && !/^\s*[{[]/.test(Buffer.from(head).toString('latin1'));
}

/** UTF-16, as PowerShell writes it: by its mark, or by every other byte of the beginning being zero. */
function wideEncoding(head: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const [first = 0, second = 0, third = 0, fourth = 0] = head;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first !== 0 && second === 0 && third !== 0 && fourth === 0) return 'utf-16le';
  return first === 0 && second !== 0 && third === 0 && fourth !== 0 ? 'utf-16be' : undefined;
}

async function* decoded(
  chunks: AsyncIterable<Uint8Array>,
  encoding: 'utf-16le' | 'utf-16be',
): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}

async function* counted(
  source: ByteSource,
  onRead: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    onRead(bytes.length);
    if (bytes.length > 0) yield bytes;
  }
}

/** Decides by the first bytes, as many as `PACKING_HEAD` where there are so many, how to go on. */
async function* withHead(
  source: AsyncIterable<Uint8Array>,
  go: (head: Uint8Array, chunks: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const iterator = source[Symbol.asyncIterator]();
  let head: Uint8Array = new Uint8Array();
  let failure: { readonly error: unknown } | undefined;
  try {
    while (head.length < PACKING_HEAD) {
      const next = await iterator.next();
      if (next.done) break;
      head = head.length === 0 ? next.value : Buffer.concat([head, next.value]);
    }
  } catch (error) {
    failure = { error };
  }
  async function* chunks(): AsyncGenerator<Uint8Array> {
    if (head.length > 0) yield head;
    if (failure !== undefined) throw failure.error;
    yield* { [Symbol.asyncIterator]: () => iterator };
  }
  try {
    yield* go(head, chunks());
  } finally {
    await iterator.return?.();
  }
}

async function* skip(count: number, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let left = count;
  for await (const chunk of chunks) {
    if (left === 0) yield chunk;
    else yield chunk.subarray(left);
    left = 0;
  }
}

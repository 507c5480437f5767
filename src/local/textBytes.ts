import { createReadStream } from 'node:fs';
import { BINARY, UnreadableFile, UTF16 } from './fileProblems.ts';
import { gunzipped } from './gunzipped.ts';

/** Bytes as they are read; standard input is one. */
export type ByteSource = AsyncIterable<Uint8Array | string>;

/**
 * The bytes of the UTF-8 text in a file, or in `stdin` (the process's own by default) where it is `-`: gzip (known by its first
 * bytes, whatever the name) is unpacked, a byte order mark left out. `onRead` is told the size of each
 * chunk as it is stored. Throws what the file system and zlib throw, and an UnreadableFile for UTF-16
 * and for what is no text.
 */
export async function* textBytes(
  file: string,
  stdin: ByteSource | undefined,
  onRead: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  const stored = counted(file === '-' ? (stdin ?? process.stdin) : createReadStream(file), onRead);
  yield* withHead(stored, (head, chunks) =>
    asText(head[0] === 0x1f && head[1] === 0x8b ? gunzipped(chunks) : chunks),
  );
}

function asText(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  return withHead(bytes, (head, chunks) => {
    if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff))
      throw new UnreadableFile(UTF16);
    if (head.includes(0)) throw new UnreadableFile(BINARY);
    return head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? skip(3, chunks) : chunks;
  });
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

/** Decides by the first chunk, made at least three bytes long where there are three, how to go on. */
async function* withHead(
  source: AsyncIterable<Uint8Array>,
  go: (head: Uint8Array, chunks: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const iterator = source[Symbol.asyncIterator]();
  let head: Uint8Array = new Uint8Array();
  let failure: { readonly error: unknown } | undefined;
  try {
    while (head.length < 3) {
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

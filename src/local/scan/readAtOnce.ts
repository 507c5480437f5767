import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { osPath } from '../osPath.ts';

/** What a file turned out to be. */
export type AtOnce =
  | {
      readonly kind: 'text';
      readonly bytes: Buffer;
      readonly storedBytes: number;
      /** It was compressed, so that a checksum has proved it whole. */
      readonly isProven: boolean;
    }
  /** Too large, or its compression is damaged: to be read in pieces. */
  | { readonly kind: 'not-at-once' }
  /** A pipe or device, which can be read only once. */
  | { readonly kind: 'no-file' };

/** A file up to this size is read at once, if what it unpacks to is no larger than `MOST_TEXT`. */
const MOST_STORED = 1024 * 1024;
const MOST_TEXT = 4 * 1024 * 1024;

/**
 * Reads whole small files, gzip unpacked, without a trip to another thread for each, which for a file of
 * five records takes longer than the work. The text stays valid until the next call. Throws what the file
 * system throws.
 */
export function createReadAtOnce(): (file: string) => AtOnce {
  // One more, to see a file that has grown beyond the bound.
  const stored = Buffer.allocUnsafeSlow(MOST_STORED + 1);
  let last: AtOnce | undefined;
  const read = (file: string): AtOnce => {
    // Looked at before it is opened: opening a pipe waits for its writer.
    const stat = statSync(osPath(file));
    if (!stat.isFile()) return { kind: 'no-file' };
    if (stat.size > MOST_STORED) return { kind: 'not-at-once' };
    const descriptor = openSync(osPath(file), 'r');
    try {
      let length = 0;
      for (let read = -1; read !== 0 && length < stored.length; length += read) {
        read = readSync(descriptor, stored, length, stored.length - length, length);
      }
      return length > MOST_STORED ? { kind: 'not-at-once' } : unpacked(stored.subarray(0, length));
    } finally {
      closeSync(descriptor);
    }
  };
  return (file) => {
    if (last?.kind === 'text' && last.isProven) release(last.bytes);
    last = undefined;
    last = read(file);
    return last;
  };
}

/**
 * Frees the memory of unpacked bytes at once. Left to the garbage collector, which knows no hurry about
 * memory that is not its own, some 60 MB more lie about in every thread.
 */
function release({ buffer }: Buffer): void {
  // Small ones stand in memory that Node shares among buffers.
  if (buffer instanceof ArrayBuffer && buffer.byteLength > Buffer.poolSize) buffer.transfer(0);
}

function unpacked(stored: Buffer): AtOnce {
  const storedBytes = stored.length;
  if (stored[0] !== 0x1f || stored[1] !== 0x8b) {
    return { kind: 'text', bytes: stored, storedBytes, isProven: false };
  }
  // Gzip ends with the size of what its last member holds (RFC 1952): then one piece of memory is enough.
  const size = storedBytes < 18 ? 0 : stored.readUInt32LE(storedBytes - 4);
  if (size > MOST_TEXT) return { kind: 'not-at-once' };
  try {
    const options = { chunkSize: size + 1024, maxOutputLength: MOST_TEXT };
    return { kind: 'text', bytes: gunzipSync(stored, options), storedBytes, isProven: true };
  } catch {
    // Cut off, damaged, or larger than it says. In pieces, what can be unpacked comes before the error.
    return { kind: 'not-at-once' };
  }
}

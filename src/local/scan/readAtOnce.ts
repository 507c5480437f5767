import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { osPath } from '../osPath.ts';
import { packingOf } from '../packing.ts';

/** What a file turned out to be. */
export type AtOnce =
  | { readonly kind: 'text'; readonly bytes: Buffer; readonly storedBytes: number }
  /** Too large, or its compression is damaged: to be read in pieces. */
  | { readonly kind: 'not-at-once' }
  /** A pipe or device, which can be read only once; or small and not compressed, so that no checksum proves it whole. */
  | { readonly kind: 'not-proven' };

/** CloudTrail's files, unpacked, are at most 50 MB; compressed, a tenth of that. */
const MOST_TEXT = 64 * 1024 * 1024;
/** As much may lie unpacked in all threads together. */
const MOST_IN_ALL = 2 * MOST_TEXT;
/** Up to here, every record of what is not compressed is looked at; larger files go by pieces. */
const MOST_PLAIN = 1024 * 1024;
/** Read first, to see whether it is compressed at all. */
const HEAD = 64 * 1024;
/** What is larger than it says of itself, as gzip of several members is, is taken up to here. */
const MOST_UNSAID = 4 * 1024 * 1024;

/**
 * Reads whole files, gzip unpacked, in one go: by pieces each piece costs a trip to another thread. What is
 * larger than this thread's share of `MOST_IN_ALL` must go by pieces. The text stays valid until the next call.
 * Throws what the file system throws.
 */
export function createReadAtOnce(threads: number): (file: string) => AtOnce {
  const mostText = Math.min(MOST_TEXT, Math.floor(MOST_IN_ALL / threads));
  const mostStored = Math.max(MOST_PLAIN, Math.floor(mostText / 4));
  // One more, to see a file that has grown beyond the bound.
  const stored = Buffer.allocUnsafeSlow(mostStored + 1);
  let last: AtOnce | undefined;
  const read = (file: string): AtOnce => {
    // Looked at before it is opened: opening a pipe waits for its writer.
    const stat = statSync(osPath(file));
    if (!stat.isFile()) return { kind: 'not-proven' };
    if (stat.size > mostStored) return { kind: 'not-at-once' };
    const descriptor = openSync(osPath(file), 'r');
    try {
      let length = readSync(descriptor, stored, 0, HEAD, 0);
      if (packingOf(stored.subarray(0, length)) !== 'gzip') {
        return { kind: stat.size > MOST_PLAIN ? 'not-at-once' : 'not-proven' };
      }
      for (let read = -1; read !== 0 && length < stored.length; length += read) {
        read = readSync(descriptor, stored, length, stored.length - length, length);
      }
      if (length > mostStored) return { kind: 'not-at-once' };
      return unpacked(stored.subarray(0, length), mostText);
    } finally {
      closeSync(descriptor);
    }
  };
  return (file) => {
    if (last?.kind === 'text') release(last.bytes);
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

function unpacked(stored: Buffer, mostText: number): AtOnce {
  const storedBytes = stored.length;
  // Gzip ends with the size of what its last member holds (RFC 1952). One piece of memory for all of it takes
  // three quarters of the time of many small ones.
  const size = storedBytes < 18 ? 0 : stored.readUInt32LE(storedBytes - 4);
  if (size > mostText) return { kind: 'not-at-once' };
  try {
    const chunkSize = size + 1024;
    const options = { chunkSize, maxOutputLength: Math.max(chunkSize, MOST_UNSAID) };
    return { kind: 'text', bytes: gunzipSync(stored, options), storedBytes };
  } catch {
    // Cut off, damaged, or larger than it says. In pieces, what can be unpacked comes before the error.
    return { kind: 'not-at-once' };
  }
}

/** How a file is packed. */
export type Packing = 'gzip' | 'zstd' | 'zip' | 'tar';

/** What each begins with, and at which byte: tar says it late. */
const MAGIC: readonly (readonly [packing: Packing, text: string, at: number])[] = [
  ['gzip', '\x1f\x8b', 0],
  ['zstd', '\x28\xb5\x2f\xfd', 0],
  ['zip', 'PK\x03\x04', 0],
  ['tar', 'ustar', 257],
];

/** Bytes that `packingOf` needs to tell. */
export const PACKING_HEAD = 262;

/** How a file is packed, by its first bytes; `undefined` where it is not. */
export function packingOf(head: Uint8Array): Packing | undefined {
  const begins = ([, text, at]: (typeof MAGIC)[number]) =>
    Buffer.from(head.subarray(at, at + text.length)).toString('latin1') === text;
  return MAGIC.find(begins)?.[0];
}

import { once } from 'node:events';
import { createGunzip } from 'node:zlib';

/** Unpacked at a time: each piece costs a trip to another thread, so more than Node's own 16 KiB. */
const PIECE = 128 * 1024;

/**
 * The unpacked bytes of gzip data, of one member or several; what follows the last member is ignored.
 * When the data is cut off or damaged, everything that could be unpacked comes first, then the error of
 * zlib is thrown (`code` `Z_BUF_ERROR` when cut off). Holds what one chunk of input unpacks to.
 *
 * Node's own iteration over the stream drops what was unpacked but not yet taken when the error comes.
 */
export async function* gunzipped(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: PIECE });
  const ready: Uint8Array[] = [];
  gunzip.on('data', (chunk: Uint8Array) => ready.push(chunk));
  const ended = once(gunzip, 'end').then(
    () => ({ ok: true }) as const,
    (error: unknown) => ({ ok: false, error }) as const,
  );
  try {
    for await (const chunk of source) {
      const written = new Promise<undefined>((resolve) => {
        gunzip.write(chunk, () => resolve(undefined));
      });
      const end = await Promise.race([ended, written]);
      yield* ready.splice(0);
      if (end?.ok === true) return;
      if (end?.ok === false) throw end.error;
    }
    gunzip.end();
    const end = await ended;
    yield* ready.splice(0);
    if (!end.ok) throw end.error;
  } finally {
    gunzip.destroy();
  }
}

/** One line, numbered from 1; `failed` is the last, and says why nothing more could be read. */
export type Line =
  | { readonly kind: 'text'; readonly number: number; readonly text: string }
  | { readonly kind: 'too-long'; readonly number: number }
  | { readonly kind: 'failed'; readonly error: unknown };

/**
 * Splits UTF-8 bytes into lines. Holds one line at a time: one of more than `limit` bytes comes out as
 * `too-long` without its text, and reading goes on. When the bytes break off with an error, the line
 * begun comes out as it is, and then the error as `failed`; nothing is thrown.
 */
export async function* linesOf(
  bytes: AsyncIterable<Uint8Array>,
  limit: number,
): AsyncGenerator<Line> {
  let parts: Uint8Array[] = [];
  let size = 0;
  let number = 0;
  const add = (part: Uint8Array) => {
    size += part.length;
    if (size > limit) parts = [];
    else parts.push(part);
  };
  const finish = (): Line => {
    number += 1;
    const held = parts;
    const isTooLong = size > limit;
    parts = [];
    size = 0;
    if (isTooLong) return { kind: 'too-long', number };
    return { kind: 'text', number, text: Buffer.concat(held).toString() };
  };
  let failure: Line | undefined;
  try {
    for await (const chunk of bytes) {
      let from = 0;
      for (let to = chunk.indexOf(10); to >= 0; to = chunk.indexOf(10, from)) {
        add(chunk.subarray(from, to));
        yield finish();
        from = to + 1;
      }
      if (from < chunk.length) add(chunk.subarray(from));
    }
  } catch (error) {
    failure = { kind: 'failed', error };
  }
  if (size > 0) yield finish();
  if (failure !== undefined) yield failure;
}

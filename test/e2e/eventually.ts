import { setTimeout } from 'node:timers/promises';

/** How long a thing that should happen may take, in milliseconds, and how often to look. */
export type Patience = { readonly within?: number; readonly every?: number };

/**
 * Looks until `look` gives something other than `undefined`, and returns that. Throws once `within` (30 s) is over, with
 * `what` in the message.
 */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | undefined>,
  { within = 30_000, every = 50 }: Patience = {},
): Promise<T> {
  const deadline = Date.now() + within;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`${what}: not within ${within / 1000} s`);
    await setTimeout(every);
  }
}

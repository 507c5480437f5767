/** Random choices that follow from a seed, so that an archive is the same on every machine. */
export type Random = {
  /** A whole number, 0 to `limit` - 1. */
  below(limit: number): number;
  /** One of the values, each as likely as its weight. */
  weighted<T>(choices: readonly (readonly [weight: number, value: T])[]): T;
  /** So many hexadecimal digits. */
  hex(digits: number): string;
  uuid(): string;
};

/** The generator is mulberry32: 32 bits of state, good enough to choose by, and fast. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const hex = (digits: number) => {
    let text = '';
    while (text.length < digits) text += next().toString(16).padStart(8, '0');
    return text.slice(0, digits);
  };
  const below = (limit: number) => next() % limit;
  return {
    below,
    hex,
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-9${hex(3)}-${hex(12)}`,
    weighted: (choices) => {
      let left = below(choices.reduce((sum, [weight]) => sum + weight, 0));
      for (const [weight, value] of choices) {
        if (left < weight) return value;
        left -= weight;
      }
      throw new Error('nothing to choose from');
    },
  };
}

import type { JournalEntry } from '../bell/ports.ts';
import { byTime } from '../signin/predecessor.ts';

/** Several histories, each newest first, as one; of each no more is read than is asked for. */
export async function* mergeNewest(
  histories: readonly AsyncGenerator<JournalEntry>[],
): AsyncGenerator<JournalEntry> {
  const heads: { entry: JournalEntry; readonly rest: AsyncGenerator<JournalEntry> }[] = [];
  for (const rest of histories) {
    const first = await rest.next();
    if (!first.done) heads.push({ entry: first.value, rest });
  }
  for (;;) {
    const newest = heads.reduce<(typeof heads)[number] | undefined>((best, head) => {
      return best === undefined || byTime(head.entry.signIn, best.entry.signIn) > 0 ? head : best;
    }, undefined);
    if (newest === undefined) return;
    yield newest.entry;
    const next = await newest.rest.next();
    if (next.done) heads.splice(heads.indexOf(newest), 1);
    else newest.entry = next.value;
  }
}

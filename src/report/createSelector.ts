import { createFilter } from '../local/signInFilter.ts';
import { type Column, fieldsOf } from './columns.ts';
import type { UnpackedSignIns } from './packSignIns.ts';
import type { ReportSignIn, ReportSpeech } from './report.ts';
import { type BadValue, filterOf, type View } from './view.ts';

/** What a view shows. */
export type Selection = {
  /** Places of sign-ins in the order of the view. */
  readonly order: Int32Array;
  /** The same sign-ins, newest first. */
  readonly signIns: readonly ReportSignIn[];
  /** Those of all days, newest first: what the chart shows. */
  readonly ofAllDays: readonly ReportSignIn[];
  readonly bad: readonly BadValue[];
};

/**
 * Answers views of the same sign-ins, newest first. What sign-ins of a kind have in common is asked once for the kind, so
 * that a hundred thousand answer within a moment.
 */
export function createSelector(
  { signIns, kindOf }: UnpackedSignIns,
  columns: readonly Column[],
  speech: ReportSpeech,
): (view: View) => Selection {
  /** One sign-in of each kind. */
  const example: ReportSignIn[] = [];
  for (const [at, one] of signIns.entries()) example[kindOf[at] ?? 0] ??= one;
  const places = new Map(example.map(({ signIn, place }) => [signIn.sourceIPAddress, place]));
  const kindAt = (at: number) => kindOf[at] ?? 0;
  const texts = new Map<Column, readonly string[]>();
  const ranks = new Map<Column, { readonly rank: Int32Array; readonly ranks: number }>();
  let searched: readonly string[] | undefined;

  /** What a column says, of each kind. */
  const textsOf = (column: Column) => {
    const known = texts.get(column);
    if (known !== undefined) return known;
    const made = example.map((one) => column.textOf(one, speech));
    texts.set(column, made);
    return made;
  };

  const rankOf = (column: Column) => {
    const known = ranks.get(column);
    if (known !== undefined) return known;
    const textAt = column.isOfKind
      ? (at: number) => textsOf(column)[kindAt(at)] ?? ''
      : (at: number) => column.textOf(signIns[at] as ReportSignIn, speech);
    const all = signIns.map((_, at) => textAt(at));
    const { compare } = new Intl.Collator(speech.settings.language, { numeric: true });
    const sorted = [...new Set(all)].sort(compare);
    const places = new Map(sorted.map((text, place) => [text, place]));
    const made = {
      rank: Int32Array.from(all, (text) => places.get(text) ?? 0),
      ranks: sorted.length,
    };
    ranks.set(column, made);
    return made;
  };

  /** All that is shown of a kind, in small letters. */
  const textOfKinds = () => {
    searched ??= example.map((one) => {
      const own = columns
        .filter(({ isOfKind }) => isOfKind)
        .map((column) => column.textOf(one, speech));
      const { eventId: _, occurredAt: __, ...rest } = one.signIn;
      const fields = fieldsOf({ ...rest, eventId: '', occurredAt: '' }, speech.words.fields);
      return [...own, ...fields.map(([, value]) => value)].join('\n').toLowerCase();
    });
    return searched;
  };

  const wordTest = (word: string) => {
    const ofKind = textOfKinds().map((text) => text.includes(word));
    const others = columns.filter(({ isOfKind }) => !isOfKind);
    return (at: number, one: ReportSignIn) =>
      ofKind[kindAt(at)] === true ||
      one.signIn.eventId.toLowerCase().includes(word) ||
      one.signIn.occurredAt.toLowerCase().includes(word) ||
      others.some((column) => column.textOf(one, speech).toLowerCase().includes(word));
  };

  const sorted = (found: Int32Array, { column: key, isDescending }: View['sort']) => {
    const column = columns.find((one) => one.key === key);
    // They come newest first: their order is that of time, whatever the zone's clock did.
    if (column === undefined || key === 'time') return isDescending ? found : found.toReversed();
    const { rank, ranks: most } = rankOf(column);
    const placeOf = (at: number) => {
      const place = rank[at] ?? 0;
      return isDescending ? most - 1 - place : place;
    };
    // Counting keeps those of one rank newest first, and takes no comparison.
    const starts = new Int32Array(most + 1);
    for (const at of found) starts[placeOf(at) + 1] = (starts[placeOf(at) + 1] ?? 0) + 1;
    for (let place = 1; place <= most; place += 1) {
      starts[place] = (starts[place] ?? 0) + (starts[place - 1] ?? 0);
    }
    const order = new Int32Array(found.length);
    for (const at of found) {
      const place = placeOf(at);
      const next = starts[place] ?? 0;
      order[next] = at;
      starts[place] = next + 1;
    }
    return order;
  };

  return (view) => {
    const { filter, bad } = filterOf(view, speech.settings.accountNames);
    const { isFirstSeen, ...ofKind } = filter;
    const fitsKind = createFilter(ofKind, (address) => places.get(address));
    const fitsMarks = createFilter({ isFirstSeen: true });
    const kindFits = example.map(({ signIn }) => fitsKind(signIn));
    const tests = view.words.toLowerCase().split(/\s+/).filter(Boolean).map(wordTest);
    const ofAllDays: ReportSignIn[] = [];
    const inDays: ReportSignIn[] = [];
    const found: number[] = [];
    const [from, to] = [view.from, view.to].map((day) => day.replaceAll('-', '/'));
    const hasDays = from !== '' || to !== '';
    for (const [at, one] of signIns.entries()) {
      if (kindFits[kindAt(at)] !== true) continue;
      if (isFirstSeen && !fitsMarks(one.signIn, one.marks)) continue;
      if (!tests.every((test) => test(at, one))) continue;
      ofAllDays.push(one);
      if (hasDays) {
        const day = speech.time(one.signIn.occurredAt).slice(0, 10);
        if ((from && day < from) || (to && day > to)) continue;
      }
      inDays.push(one);
      found.push(at);
    }
    return {
      order: sorted(Int32Array.from(found), view.sort),
      signIns: inDays,
      ofAllDays,
      bad,
    };
  };
}

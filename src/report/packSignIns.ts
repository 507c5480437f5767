import type { Place } from '../place/place.ts';
import type { SignIn } from '../signin/signIn.ts';
import type { ReportSignIn } from './report.ts';

/** All of a sign-in that others may share with it. */
type Kind = Omit<SignIn, 'eventId' | 'occurredAt'>;

/**
 * Sign-ins as a page embeds them. What is the same in several stands once; the rest stands in columns, one value for each
 * sign-in, which pack well. Plain JSON.
 */
export type PackedSignIns = {
  readonly kinds: readonly Kind[];
  /** What is known of the address of each kind; null for nothing. */
  readonly places: readonly (Place | null)[];
  readonly states: readonly string[];
  /** Places in `kinds`. */
  readonly kind: readonly number[];
  readonly eventId: readonly string[];
  /** Milliseconds since the epoch, of all but the first less what the one before has. */
  readonly time: readonly number[];
  /** Times that are not written as `Date` writes them, by the place of their sign-in. */
  readonly oddTimes: readonly (readonly [at: number, occurredAt: string])[];
  /** 0 where it was not asked, otherwise 1, and 2 for the address and 4 for the client where they are the first. */
  readonly marks: readonly number[];
  /** Places in `states`; -1 for none. */
  readonly state: readonly number[];
};

/** Sign-ins of a page, and which of them are alike in all but identity and time. */
export type UnpackedSignIns = {
  readonly signIns: readonly ReportSignIn[];
  /** For each sign-in the number of its kind. */
  readonly kindOf: readonly number[];
};

/** Pure; `unpackSignIns` gives the same sign-ins back. */
export function packSignIns(signIns: readonly ReportSignIn[]): PackedSignIns {
  const kinds = createPlaces();
  const states = createPlaces();
  const oddTimes: [number, string][] = [];
  let before = 0;
  const time = signIns.map(({ signIn: { occurredAt } }, at) => {
    const now = Date.parse(occurredAt);
    if (Number.isNaN(now) || new Date(now).toISOString() !== occurredAt) {
      oddTimes.push([at, occurredAt]);
      return 0;
    }
    const difference = now - before;
    before = now;
    return difference;
  });
  const kind = signIns.map(({ signIn: { eventId: _, occurredAt: __, ...rest } }) =>
    kinds.placeOf(JSON.stringify(rest)),
  );
  const places: (Place | null)[] = [];
  for (const [at, { place }] of signIns.entries()) places[kind[at] ?? 0] = place ?? null;
  const state = signIns.map((one) => (one.state === undefined ? -1 : states.placeOf(one.state)));
  return {
    kinds: kinds.all().map((text): Kind => JSON.parse(text)),
    places,
    states: states.all(),
    kind,
    eventId: signIns.map(({ signIn }) => signIn.eventId),
    time,
    oddTimes,
    marks: signIns.map(({ marks }) =>
      marks === undefined ? 0 : 1 + 2 * Number(marks.address) + 4 * Number(marks.client),
    ),
    state,
  };
}

/** The inverse of `packSignIns`. */
export function unpackSignIns(packed: PackedSignIns): UnpackedSignIns {
  const { kinds, places, states, kind, eventId, time, marks, state } = packed;
  const odd = new Map(packed.oddTimes);
  let now = 0;
  const signIns = eventId.map((id, at): ReportSignIn => {
    now += time[at] ?? 0;
    const rest = kinds[kind[at] ?? 0];
    if (rest === undefined) throw new Error('the sign-ins of the page are not whole');
    const signIn = { ...rest, eventId: id, occurredAt: odd.get(at) ?? new Date(now).toISOString() };
    const bits = marks[at] ?? 0;
    const place = places[kind[at] ?? 0] ?? undefined;
    const name = states[state[at] ?? -1];
    return {
      signIn,
      ...(bits === 0 ? {} : { marks: { address: (bits & 2) !== 0, client: (bits & 4) !== 0 } }),
      ...(place === undefined ? {} : { place }),
      ...(name === undefined ? {} : { state: name }),
    };
  });
  return { signIns, kindOf: kind };
}

/** Gives each text a place, equal ones the same. */
function createPlaces() {
  const places = new Map<string, number>();
  return {
    placeOf: (text: string): number => {
      const known = places.get(text);
      if (known !== undefined) return known;
      places.set(text, places.size);
      return places.size - 1;
    },
    all: (): readonly string[] => [...places.keys()],
  };
}

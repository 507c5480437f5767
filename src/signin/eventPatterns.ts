import {
  CHAIN_CHANGES,
  type EventsSetting,
  SIGN_IN_SOURCE,
  SIGN_IN_TYPES,
  SIGN_INS_ELSEWHERE,
  TRAIL_CHANGES,
  WIDE_CHANGES,
} from './events.ts';
import { TEST_PREFIX } from './testSignIn.ts';

/** The source of made-up events: nobody can send one whose source begins with `aws.`. */
export const TEST_SOURCE = 'loginbell.test';

/** An event that AWS itself sends, whatever it calls the service: the record says that better. */
const BY_AWS = [{ prefix: 'aws.' }];

/**
 * Every sign-in. The sign-in service is matched without a detail type, since AWS spells that in several ways, and since
 * not all that it sends is a record.
 */
const SIGN_INS = [
  { source: [`aws.${SIGN_IN_SOURCE.split('.')[0]}`] },
  { source: [TEST_SOURCE], detail: { eventID: [{ prefix: TEST_PREFIX }] } },
  { source: BY_AWS, detail: { eventType: SIGN_IN_TYPES } },
  { source: BY_AWS, detail: { eventName: SIGN_INS_ELSEWHERE } },
];

const CHANGES = [TRAIL_CHANGES, ...Object.values(WIDE_CHANGES), ...Object.values(CHAIN_CHANGES)];

/**
 * The event patterns of EventBridge, as JSON of at most 2,048 characters, by the setting `Events`; the template is filled
 * with them. Wider than what rings is fine: the function decides.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export const EVENT_PATTERNS: Readonly<Record<EventsSetting, string>> = {
  ConsoleLogin: JSON.stringify({ $or: SIGN_INS }),
  AllSignIns: JSON.stringify({ $or: SIGN_INS }),
  AllSignInsAndTampering: JSON.stringify({
    $or: [
      ...SIGN_INS,
      { source: BY_AWS, detail: { eventName: [...new Map(CHANGES.flatMap(matchersOf)).values()] } },
    ],
  }),
};

type Matcher = string | { readonly prefix: string };

/** The names that an expression of the table spells out; where it allows an API date, what stands before. */
function matchersOf({ source }: RegExp): readonly (readonly [key: string, matcher: Matcher])[] {
  const dated = '(\\d{8}(v\\d)?)?$';
  const isDated = source.endsWith(dated);
  const names = spellOut(source.slice(1, isDated ? -dated.length : -1));
  return names.map((name) => [name, isDated ? { prefix: name } : name]);
}

/**
 * Every text that an expression of words, groups and alternatives matches. `groups`: what the places `<0>`, `<1>` … in
 * it stand for.
 */
function spellOut(
  expression: string,
  groups: readonly (readonly string[])[] = [],
): readonly string[] {
  const [group, inside = ''] = /\(([^()]*)\)/.exec(expression) ?? [];
  if (group !== undefined) {
    const rest = expression.replace(group, `<${groups.length}>`);
    return spellOut(rest, [...groups, spellOut(inside, groups)]);
  }
  const fill = (name: string): readonly string[] => {
    const [place, index] = /<(\d+)>/.exec(name) ?? [];
    if (place === undefined) return [name];
    return (groups[Number(index)] ?? []).flatMap((one) => fill(name.replace(place, one)));
  };
  return expression.split('|').flatMap(fill);
}

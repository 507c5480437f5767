import { fieldAt, isFields } from '../signin/fields.ts';
import { parseJson } from '../signin/parseJson.ts';

/** What must reach somebody whatever else is filtered. */
export const CRITICAL_KINDS = ['chain', 'root', 'changes'] as const;
export type CriticalKind = (typeof CRITICAL_KINDS)[number];

/** The attributes that notices of a kind carry: all that each may be, `'any'` for anything. What is not here is absent. */
const ATTRIBUTES: Readonly<
  Record<CriticalKind, Readonly<Record<string, readonly string[] | 'any'>>>
> = {
  chain: { severity: ['critical'], eventName: ['LoginbellChain'], accountId: 'any' },
  root: {
    severity: ['critical'],
    eventName: ['ConsoleLogin'],
    accountId: 'any',
    outcome: ['success'],
    identityType: ['Root'],
    mfa: 'any',
  },
  changes: {
    severity: ['critical'],
    eventName: 'any',
    accountId: 'any',
    outcome: ['success'],
    identityType: 'any',
    mfa: 'any',
  },
};

/**
 * The critical notices that a subscription's filter policy keeps from its subscriber, in every account. What is not understood
 * counts as let through. `protocol` matters where the policy looks into the message: the text of a mail is no JSON.
 * Source: the SNS developer guide, "Subscription filter policies".
 */
export function swallowedBy(
  policy: string | undefined,
  scope: string | undefined,
  protocol: string,
): readonly CriticalKind[] {
  if (policy === undefined || policy === '') return [];
  if (scope === 'MessageBody') return /^(email|sms)$/.test(protocol) ? CRITICAL_KINDS : [];
  const parsed = parseJson(policy);
  return isFields(parsed)
    ? CRITICAL_KINDS.filter((kind) => !mayPass(parsed, ATTRIBUTES[kind]))
    : [];
}

type Possible = (typeof ATTRIBUTES)[CriticalKind];

function mayPass(policy: Readonly<Record<string, unknown>>, possible: Possible): boolean {
  return Object.entries(policy).every(([key, conditions]) => {
    if (key === '$or') {
      return (
        !Array.isArray(conditions) ||
        conditions.some((part: unknown) => !isFields(part) || mayPass(part, possible))
      );
    }
    if (!Array.isArray(conditions)) return true;
    return conditions.some((one: unknown) => fits(one, fieldAt(possible, key)));
  });
}

/** May the condition hold for an attribute that is one of these? `undefined`: the attribute is absent. */
function fits(condition: unknown, values: unknown): boolean {
  const exists = fieldAt(condition, 'exists');
  if (typeof exists === 'boolean') return exists === (values !== undefined);
  if (values === undefined) return false;
  if (!Array.isArray(values)) return true;
  return values.some((value) => fitsText(condition, String(value)));
}

function fitsText(condition: unknown, value: string): boolean {
  if (typeof condition === 'string') return condition === value;
  if (!isFields(condition)) return false;
  const {
    prefix,
    suffix,
    'equals-ignore-case': alike,
    'anything-but': not,
    wildcard,
    ...rest
  } = condition;
  if (typeof prefix === 'string') return value.startsWith(prefix);
  if (typeof suffix === 'string') return value.endsWith(suffix);
  if (typeof alike === 'string') return alike.toLowerCase() === value.toLowerCase();
  if (not !== undefined) return ![not].flat().some((one: unknown) => fitsText(one, value));
  // Numbers and addresses: no text of ours is either.
  if ('numeric' in rest || 'cidr' in rest) return false;
  return true;
}

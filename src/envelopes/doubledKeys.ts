import { isFields } from '../signin/fields.ts';

/** Deeper than any record; a hostile text is left as the parser gave it. */
const DEEPEST = 100;

const TOKEN = /\s*(?:([{}[\],:])|("(?:[^"\\]|\\.)*")|([^\s{}[\],:"]+))/y;

/**
 * What a JSON text says where it says it twice: of doubled keys `JSON.parse` keeps the last value, so that a second
 * `Records` or `eventName` hides the first. Returns the reading in which the first stays and lists are put together;
 * `undefined` where nothing is doubled about events' names. `value` is what `JSON.parse` made of the text.
 */
export function readDoubledKeys(text: string, value: unknown): unknown {
  const written = text.match(/"eventName"\s*:/g)?.length ?? 0;
  return written > countNames(value, 0) ? parseKeepingFirst(text) : undefined;
}

function countNames(value: unknown, depth: number): number {
  if (depth > DEEPEST || typeof value !== 'object' || value === null) return 0;
  const own = isFields(value) && Object.hasOwn(value, 'eventName') ? 1 : 0;
  return Object.values(value).reduce((sum: number, one) => sum + countNames(one, depth + 1), own);
}

function parseKeepingFirst(text: string): unknown {
  TOKEN.lastIndex = 0;
  const next = () => {
    const [, mark, string, scalar] = TOKEN.exec(text) ?? [];
    return { mark, value: string ?? scalar };
  };
  const parse = (depth: number, token = next()): unknown => {
    if (depth > DEEPEST) throw new Error('nested too deeply');
    if (token.mark === '{') return object(depth);
    if (token.mark === '[') return list(depth);
    return JSON.parse(token.value ?? '');
  };
  const object = (depth: number): unknown => {
    const found = new Map<string, unknown>();
    for (let key = next(); key.mark !== '}'; key = next()) {
      if (key.mark === ',') continue;
      next();
      const [name, member] = [String(JSON.parse(key.value ?? '')), parse(depth + 1)];
      const before = found.get(name);
      if (!found.has(name)) found.set(name, member);
      else if (Array.isArray(before) && Array.isArray(member))
        found.set(name, [...before, ...member]);
    }
    return Object.fromEntries(found);
  };
  const list = (depth: number): unknown => {
    const found: unknown[] = [];
    for (let token = next(); token.mark !== ']'; token = next()) {
      if (token.mark !== ',') found.push(parse(depth + 1, token));
    }
    return found;
  };
  try {
    return parse(0);
  } catch {
    return undefined;
  }
}

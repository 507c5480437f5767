import { recordsOf } from '../../src/envelopes/recordsOf.ts';
import { parseSignIn } from '../../src/signin/parseSignIn.ts';
import type { SignIn } from '../../src/signin/signIn.ts';

const BETWEEN = Buffer.from(',{"eventVersion"');
const WATCHED = Buffer.from('"ConsoleLogin"');

/** The console sign-ins in a log file of CloudTrail, by pieces that begin where records begin. Throws for what is not JSON. */
export function simplestSignIns(bytes: Buffer): SignIn[] {
  const found: SignIn[] = [];
  for (let at = bytes.indexOf(WATCHED); at >= 0; ) {
    const before = bytes.lastIndexOf(BETWEEN, at);
    const from = before < 0 ? bytes.indexOf('[') + 1 : before + 1;
    const next = bytes.indexOf(BETWEEN, at);
    const to = next < 0 ? bytes.lastIndexOf(']') : next;
    try {
      found.push(...signInsOf([JSON.parse(bytes.toString('utf8', from, to))]));
    } catch {
      return signInsOf(JSON.parse(bytes.toString()));
    }
    at = bytes.indexOf(WATCHED, to);
  }
  return found;
}

function signInsOf(value: unknown): SignIn[] {
  return [...recordsOf(value)].flatMap((item) => {
    if (item.kind !== 'record') return [];
    const watch = { events: 'ConsoleLogin', ownResources: [] } as const;
    const parsed = parseSignIn(item.record, watch, { at: Date.now() });
    return parsed.kind === 'sign-in' ? [parsed.signIn] : [];
  });
}

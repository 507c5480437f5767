import { composeDigest } from '../../src/notice/composeDigest.ts';
import { composeNotice } from '../../src/notice/composeNotice.ts';
import type { Notice } from '../../src/notice/notice.ts';
import { parseSignIn } from '../../src/signin/parseSignIn.ts';
import { EN, JA } from '../unit/notice/tellings.ts';

/** A notice of each record, and a digest of all, in both languages. */
export function noticesOf(records: readonly unknown[]): Notice[] {
  const watch = { events: 'AllSignInsAndTampering', ownResources: [] } as const;
  const tellings = records.flatMap((record) => {
    const parsed = parseSignIn(record, watch, { at: Date.now() });
    if (parsed.kind !== 'sign-in') return [];
    return { signIn: parsed.signIn, late: false, marks: { address: true, client: true } };
  });
  return [JA, EN].flatMap((settings) => [
    ...tellings.map((telling) => composeNotice(telling, settings)),
    composeDigest(tellings, settings),
  ]);
}

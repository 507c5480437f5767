import { composeDigest } from '../../src/notice/composeDigest.ts';
import { composeNotice } from '../../src/notice/composeNotice.ts';
import type { Notice } from '../../src/notice/notice.ts';
import { renderHtml } from '../../src/notice/renderHtml.ts';
import { fieldAt } from '../../src/signin/fields.ts';
import { parseSignIn } from '../../src/signin/parseSignIn.ts';
import type { SignIn } from '../../src/signin/signIn.ts';

const NOW = Date.parse('2026-03-02T10:00:00Z');
const WATCH = { events: 'AllSignInsAndTampering', ownResources: [] } as const;
/** Control, format (bidi, zero-width), surrogate and separator characters; a text may break its lines. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** Throws, saying what is broken, unless everything that is made of this record keeps the laws. */
export function checkRecordLaws(record: unknown): void {
  const parsed = parseSignIn(record, WATCH, { at: NOW });
  if (parsed.kind !== 'sign-in') {
    if (isWatched(record)) throw new Error(`a watched record does not ring: ${parsed.kind}`);
    return;
  }
  const { signIn } = parsed;
  if (signIn.outcome === 'success' && !hasEvidence(record, signIn)) {
    throw new Error('success without evidence');
  }
  if (signIn.mfa === 'yes' && !/yes|true|TOTP|WEBAUTHN|MFA/i.test(JSON.stringify(record))) {
    throw new Error('MFA without evidence');
  }
  const tellings = [{ signIn, marks: { address: true, client: true }, late: false }];
  const two = [...tellings, ...tellings];
  for (const language of ['ja', 'en'] as const) {
    const settings = { language, timeZone: 'Asia/Tokyo', accountNames: {} };
    for (const telling of tellings) checkNotice(composeNotice(telling, settings));
    checkNotice(composeDigest(two, settings));
  }
}

function checkNotice(notice: Notice): void {
  const { subject, text } = notice;
  if (INVISIBLE.test(subject))
    throw new Error(`invisible character in subject ${printable(subject)}`);
  if (subject.length >= 100 || subject === '') throw new Error(`subject of ${subject.length}`);
  if (INVISIBLE.test(text.replaceAll('\n', '')))
    throw new Error(`invisible character in ${printable(text)}`);
  if (text.length > 20_000) throw new Error(`a text of ${text.length} characters`);
  const foreign = text.replaceAll(
    /https:\/\/[\w.-]+\.(amazon\.com|amazonaws\.cn|amazonaws-us-gov\.com)\//g,
    '',
  );
  if (foreign.includes('://')) throw new Error(`a live link in ${printable(text)}`);
  const html = renderHtml(notice);
  if (INVISIBLE.test(html.replaceAll('\n', ''))) throw new Error('invisible character in HTML');
  for (const [tag] of html.matchAll(/<[^>]*>?/g)) {
    const isOurs =
      /^<(!doctype html|\/?(html|head|meta|title|style|body|div|table|tbody|tr|td|th|p|ol|ul|li|a|h1|h2|span|strong|b|br)\b[^<>]*)>$/i;
    if (!isOurs.test(tag) || /\son\w+\s*=|javascript:/i.test(tag)) {
      throw new Error(`live markup in HTML: ${printable(tag)}`);
    }
    if (
      /\bhref=/.test(tag) &&
      !/href="https:\/\/[\w.-]+\.(amazon\.com|amazonaws\.cn|amazonaws-us-gov\.com)\//.test(tag)
    ) {
      throw new Error(`a foreign link in HTML: ${printable(tag)}`);
    }
  }
}

function isWatched(record: unknown): boolean {
  return fieldAt(record, 'eventName') === 'ConsoleLogin';
}

function hasEvidence(record: unknown, { eventName, kind }: SignIn): boolean {
  const says = [
    fieldAt(record, 'responseElements', eventName),
    fieldAt(record, 'serviceEventDetails', eventName),
    fieldAt(record, 'additionalEventData', 'success'),
  ];
  const isCall = kind === 'tampering' && fieldAt(record, 'errorCode') === undefined;
  return isCall || says.some((answer) => /^(success|true)$/i.test(String(answer)));
}

function printable(text: string): string {
  return JSON.stringify(text.slice(0, 300)).replaceAll(
    /[^ -~]/g,
    (c) => `\\u{${c.codePointAt(0)?.toString(16)}}`,
  );
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composeDigest } from '../../../src/notice/composeDigest.ts';
import { composeNotice } from '../../../src/notice/composeNotice.ts';
import { consoleLink } from '../../../src/notice/consoleLink.ts';
import type { Notice, NoticeSettings, Telling } from '../../../src/notice/notice.ts';
import { renderHtml } from '../../../src/notice/renderHtml.ts';
import { EVENT_KINDS, type SignIn, type Who } from '../../../src/signin/signIn.ts';
import { JA, SIGN_IN } from './tellings.ts';

const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/u;

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc
    .array(
      fc.constantFrom(
        'https://evil.com/',
        '://',
        'www.evil.jp',
        '\r\n',
        '\u202e',
        '\u200b',
        '<script>',
        '"',
        '&',
        "'",
        '\ud800',
        '{who}',
        '$&',
        'a',
        '名',
        '🙂',
      ),
    )
    .map((parts) => parts.join('')),
  fc.constantFrom('', '__proto__', 'constructor', 'x'.repeat(3000)),
);
const maybe = fc.option(text, { nil: undefined });

const who: fc.Arbitrary<Who> = fc.oneof(
  fc.constantFrom<Who>({ kind: 'root' }, { kind: 'hidden-user' }, { kind: 'unknown' }),
  fc.record({
    kind: fc.constantFrom(
      'iam-user' as const,
      'federated' as const,
      'service' as const,
      'unknown' as const,
    ),
    name: text,
  }),
  fc.record({ kind: fc.constant('identity-center' as const), name: text, userId: text }),
  fc.record({ kind: fc.constant('role-session' as const), session: text, role: text }),
  fc.record({
    kind: fc.constant('role-session' as const),
    session: text,
    role: text,
    permissionSet: text,
  }),
);
const kind = fc.constantFrom(...EVENT_KINDS);

const strings = fc.record(
  {
    eventId: text,
    eventName: text,
    eventSource: text,
    accountId: text,
    identityType: text,
    sourceIPAddress: text,
    userAgent: text,
    awsRegion: text,
    occurredAt: text,
    errorMessage: text,
    switchFrom: text,
    switchTo: text,
    credentialType: text,
    target: text,
    unclear: text,
  },
  { requiredKeys: [] },
);
const signIn: fc.Arbitrary<SignIn> = fc
  .tuple(
    strings,
    who,
    kind,
    fc.constantFrom('success' as const, 'failure' as const, 'unclear' as const),
    fc.constantFrom('yes' as const, 'no' as const, 'not-visible' as const),
    fc.boolean(),
  )
  .map(([fields, person, kind, outcome, mfa, timeIsKnown]) => ({
    ...SIGN_IN,
    ...fields,
    who: person,
    kind,
    outcome,
    mfa,
    timeIsKnown,
  }));
const tally = fc.record({
  count: fc.nat(),
  since: text,
  users: fc.array(text),
  addresses: fc.array(text),
  more: fc.boolean(),
});
const telling: fc.Arbitrary<Telling> = fc.record(
  {
    signIn,
    late: fc.boolean(),
    marks: fc.record({ address: fc.boolean(), client: fc.boolean() }),
    tally,
  },
  { requiredKeys: ['signIn', 'late'] },
);
const settings: fc.Arbitrary<NoticeSettings> = fc
  .tuple(fc.constantFrom('ja' as const, 'en' as const), maybe)
  .map(([language, name]) => ({
    ...JA,
    language,
    accountNames: { [SIGN_IN.accountId]: name ?? '' },
  }));

function expectClean(notice: Notice): void {
  const { subject, content } = notice;
  expect(subject.length).toBeLessThan(100);
  expect(subject).not.toMatch(HIDDEN);
  expect(notice.text.replaceAll('\n', '')).not.toMatch(HIDDEN);
  expect(notice.text.endsWith('\n')).toBe(true);
  const link = content.link ?? '';
  expect(notice.text.replace(link, '')).not.toContain('://');
  if (link !== '') expect(notice.signIns.map(consoleLink)).toContain(link);
  for (const piece of [
    content.headline,
    ...content.alerts,
    ...content.rows.flatMap((row) => row.slice(0, 2).map(String)),
    ...content.lines,
    ...content.steps,
    ...content.eventIds,
  ]) {
    expect(piece).not.toMatch(HIDDEN);
  }
  expect(Object.values(notice.attributes).join('')).toMatch(/^[\w-]*$/);

  const html = renderHtml(notice);
  expect(html).not.toContain('<script');
  expect(html.match(/https?:\/\//g)?.length ?? 0).toBe(link === '' ? 0 : 1);
  expect([...html.matchAll(/<\/?([a-z0-9]+)/g)].map(([, tag]) => tag)).not.toContain('img');
}

describe('whatever a record holds', () => {
  it('a notice is clean', () => {
    fc.assert(
      fc.property(telling, settings, (it, using) => expectClean(composeNotice(it, using))),
      { numRuns: 500 },
    );
  });

  it('a digest is clean', () => {
    fc.assert(
      fc.property(fc.array(telling, { maxLength: 12 }), settings, (all, using) =>
        expectClean(composeDigest(all, using)),
      ),
      { numRuns: 200 },
    );
  });
});

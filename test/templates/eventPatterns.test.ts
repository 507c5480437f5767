import { describe, expect, test } from 'vitest';
import { EVENT_PATTERNS, TEST_SOURCE } from '../../src/signin/eventPatterns.ts';
import { EVENTS_SETTINGS, meaningOf } from '../../src/signin/events.ts';
import { CHAIN_CALLS } from '../fakes/chainCalls.ts';
import { fitsEventPattern } from './eventPattern.ts';
import { templateNamed } from './loadTemplate.ts';

const SIGN_INS: readonly (readonly [source: string, names: readonly string[]])[] = [
  [
    'signin',
    [
      'ConsoleLogin',
      'SwitchRole',
      'GetSigninToken',
      'UserAuthentication',
      'NobodyKnowsThis',
      '****',
    ],
  ],
  ['sso', ['Federate', 'Authenticate', 'CreateToken']],
  ['sts', ['AssumeRoot']],
];

/** As EventBridge sends it; `detail-type` differs from event to event, and we do not look at it. */
const sent = (source: string, detail: Readonly<Record<string, unknown>>) => ({
  version: '0',
  source: `aws.${source}`,
  'detail-type': 'AWS Console Sign In via CloudTrail',
  detail,
});

describe('the rule of the fast path', () => {
  test.each(EVENTS_SETTINGS)(
    '%s: the pattern is within the 2,048 characters that AWS allows',
    (events) => {
      expect(EVENT_PATTERNS[events].length).toBeLessThanOrEqual(2048);
    },
  );

  test('stands in the template as it is derived', () => {
    const { EventPattern } =
      templateNamed('fast-path.yaml').Resources['FastPathRule']?.Properties ?? {};
    const [, tampering, signIns] = Object(EventPattern)['Fn::If'];
    expect(tampering).toEqual(JSON.parse(EVENT_PATTERNS.AllSignInsAndTampering));
    expect(signIns).toEqual(JSON.parse(EVENT_PATTERNS.AllSignIns));
  });

  test.each(EVENTS_SETTINGS)('%s: lets through whatever rings', (events) => {
    const pattern = JSON.parse(EVENT_PATTERNS[events]);
    const watch = { events, ownResources: ['ours'] };
    const calls = [
      ...SIGN_INS.flatMap(([source, names]) =>
        names.map((eventName) => ({ eventName, eventSource: `${source}.amazonaws.com` })),
      ),
      ...CHAIN_CALLS.map(({ eventName, eventSource }) => ({ eventName, eventSource })),
    ];
    const ringing = calls.filter((call) =>
      meaningOf({ ...call, isMarked: false }, watch, () => true),
    );
    expect(ringing.length).toBeGreaterThan(0);
    for (const call of ringing) {
      const [source = ''] = call.eventSource.split('.');
      expect(fitsEventPattern(pattern, sent(source, call)), call.eventName).toBe(true);
    }
    const marked = { eventName: 'NewDoor', eventType: 'AwsConsoleSignIn' };
    expect(fitsEventPattern(pattern, sent('door', marked))).toBe(true);
  });

  test('hears of no ordinary call, and of made-up events only by our own source', () => {
    for (const events of EVENTS_SETTINGS) {
      const pattern = JSON.parse(EVENT_PATTERNS[events]);
      const hears = (event: unknown) => fitsEventPattern(pattern, event);
      expect(hears(sent('ec2', { eventName: 'RunInstances', eventType: 'AwsApiCall' }))).toBe(
        false,
      );
      expect(hears(sent('s3', { eventName: 'GetObject', eventType: 'AwsApiCall' }))).toBe(false);
      expect(hears({ source: 'mallory', detail: { eventName: 'ConsoleLogin' } })).toBe(false);
      expect(hears({ source: TEST_SOURCE, detail: { eventID: 'mine' } })).toBe(false);
    }
  });
});

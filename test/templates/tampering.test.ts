import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { composeNotice } from '../../src/notice/composeNotice.ts';
import { parseSignIn } from '../../src/signin/parseSignIn.ts';
import {
  CALLS_OF_OTHERS,
  CHAIN_CALLS,
  type ChainCall,
  chainRecord,
  KEY_ID,
  LOG_GROUP,
  STACK,
  SUFFIX,
} from '../fakes/chainCalls.ts';
import { expectGolden } from '../fakes/golden.ts';
import { ACCOUNT, type RecordFields } from '../fakes/records.ts';
import { EN, JA } from '../unit/notice/tellings.ts';
import { matchesPattern } from './filterPattern.ts';
import { templateNamed } from './loadTemplate.ts';
import { ownResourcesOf } from './ownResources.ts';

const NOW = Date.parse('2026-03-02T09:10:00Z');
const bell = templateNamed('console-login-notification.yaml');
const PATTERN = bell.Mappings?.FilterPatterns?.['AllSignInsAndTampering']?.['Pattern'] ?? '';
const WATCH = {
  events: 'AllSignInsAndTampering',
  ownResources: ownResourcesOf(bell, {
    S: SUFFIX,
    ExistingCloudTrailLogGroupName: LOG_GROUP,
    'AWS::StackName': STACK,
    KmsKeyArn: `arn:aws:kms:ap-northeast-1:${ACCOUNT}:key/${KEY_ID}`,
  }),
} as const;

const parse = (call: ChainCall, changes?: RecordFields) =>
  parseSignIn(chainRecord(call, changes), WATCH, { at: NOW });

function noticeOf(call: ChainCall, changes?: RecordFields, settings = EN) {
  const parsed = parse(call, changes);
  if (parsed.kind !== 'sign-in') throw new Error(`${call.eventName} is ${parsed.kind}`);
  return composeNotice({ signIn: parsed.signIn, late: false }, settings);
}

const named = (calls: readonly ChainCall[]) =>
  calls.map((call) => [call.eventName, call.link, call] as const);
const firstOfEach = [
  ...new Map(CHAIN_CALLS.toReversed().map((call) => [call.link, call])).values(),
];

describe('an attempt on the chain', () => {
  it.each(named(CHAIN_CALLS))('%s on the %s reaches the function and rings', (_, __, call) => {
    const { eventName, eventSource } = call;
    expect(matchesPattern(PATTERN, { eventName, eventSource, readOnly: 'false' })).toBe(true);
    expect(noticeOf(call).attributes).toMatchObject({ severity: 'critical', outcome: 'success' });
  });

  it.each(named(CALLS_OF_OTHERS))('%s on %s is none', (_, __, call) => {
    expect(parse(call).kind).toBe('not-watched');
  });

  it.each(firstOfEach.map((call) => [call.link, call] as const))(
    'on the %s says who did what to it, and what is lost without it',
    (link, call) => {
      for (const settings of [EN, JA]) {
        const { subject, text } = noticeOf(call, {}, settings);
        expectGolden(`tampering.${settings.language}.${link}.txt`, `${subject}\n\n${text}`);
      }
    },
  );

  it('has a golden file for every link, and none for what is no link', () => {
    const files = readdirSync(new URL('../golden', import.meta.url)).filter((name) =>
      name.startsWith('tampering.'),
    );
    const links = firstOfEach.flatMap(({ link }) => [`en.${link}`, `ja.${link}`]);
    expect(files.sort()).toEqual(links.map((name) => `tampering.${name}.txt`).sort());
  });

  it('that was refused does not say that anything is lost', () => {
    const [call] = CHAIN_CALLS;
    if (call === undefined) throw new Error('no calls');
    const { content, attributes } = noticeOf(call, { errorCode: 'AccessDenied' });
    expect(content.headline).toBe(
      `mallory (IAM user) called StopLogging on the trail Management-events-${SUFFIX}: failed.`,
    );
    expect(content.alerts).toEqual(['It failed, so nothing was done.']);
    expect(attributes.severity).toBe('critical');
  });

  it('rings though the record has lost its request or its source', () => {
    const [call] = CHAIN_CALLS;
    if (call === undefined) throw new Error('no calls');
    const { content } = noticeOf(call, { requestParameters: null, eventSource: undefined });
    expect(content.headline).toBe('mallory (IAM user) called StopLogging on the ?: succeeded.');
  });
});

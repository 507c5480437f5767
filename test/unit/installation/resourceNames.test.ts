import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  parseSuffix,
  resourceArns,
  resourceNames,
} from '../../../src/installation/resourceNames.ts';

const INFRA = new URL('../../../infra/', import.meta.url);
const template = (name: string) => readFileSync(new URL(`${name}.yaml`, INFRA), 'utf8');
const hasSafetyNet = readdirSync(INFRA).includes('safety-net.yaml');

describe('the names of an installation', () => {
  it('are those that the templates give', () => {
    const text = ['console-login-notification', 'cloudtrail', 'fast-path'].map(template).join('');
    const place = { partition: 'aws', accountId: '$' + '{AWS::AccountId}', region: 'us-east-1' };
    const ofTemplate = resourceNames('$' + '{ResourceSuffixName}');
    const { stack, trailStack, safetyNetStack, fastPathStack, suffix, alarms, ...rest } =
      ofTemplate;
    const { safetyNetFunction, safetyNetLogGroup, ...names } = rest;
    const arns = resourceArns(ofTemplate, place);
    const given = [...Object.values(names), ...alarms, arns.trailLogGroup, arns.trailBucket];
    expect(given.filter((name) => !text.includes(`Name: !Sub ${name}\n`))).toEqual([]);
    expect(alarms).toHaveLength([...text.matchAll(/AlarmName: !Sub/g)].length);
    expect([trailStack, safetyNetStack, fastPathStack]).toEqual(
      ['trail', 'safety-net', 'fast-path'].map((part) => `${stack}-${part}`),
    );
    expect(stack).toBe(`loginbell-${suffix}`);
    if (!hasSafetyNet) return;
    for (const name of [safetyNetFunction, safetyNetLogGroup]) {
      expect(template('safety-net')).toContain(`Name: !Sub ${name}\n`);
    }
  });

  it('name the stacks of the usual suffix without it', () => {
    expect(resourceNames('ab0925cd')).toMatchObject({
      stack: 'loginbell',
      trailStack: 'loginbell-trail',
    });
    expect(resourceNames('bell01').safetyNetStack).toBe('loginbell-bell01-safety-net');
  });

  it('give ARNs of the place', () => {
    const place = { partition: 'aws-cn', accountId: '111122223333', region: 'cn-north-1' };
    expect(resourceArns(resourceNames('x'), place).topic).toBe(
      'arn:aws-cn:sns:cn-north-1:111122223333:SendEmailTopic-x',
    );
  });

  it.each(['', 'A', '-a', 'a-', 'a'.repeat(17), 'a b', '../x'])('refuse the suffix %j', (text) => {
    expect(() => parseSuffix(text)).toThrow('is no suffix');
  });
});

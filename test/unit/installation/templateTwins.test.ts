import { describe, expect, it } from 'vitest';
import { readTwins, templateNames } from '../../../src/cli/packagedTemplates.ts';
import { resourceNames } from '../../../src/installation/resourceNames.ts';
import { withStaticNames } from '../../../src/installation/staticNames.ts';
import { likenessOf } from '../../../src/installation/templateTwins.ts';

const PLACE = { partition: 'aws', accountId: '111122223333', region: 'us-east-1' };
const NAMES = resourceNames('bell01');

describe.each(templateNames())('a stack of %s', (name) => {
  const twins = readTwins(name);
  const likeness = (template: string, parameters: Readonly<Record<string, string>> = {}) =>
    likenessOf({ template, parameters }, twins, NAMES, PLACE);

  it.each([
    ['the packed one, as deploy sends it', withStaticNames(twins.template, NAMES, PLACE)],
    ['the packed one, sent by hand', twins.template],
    ['the readable one', twins.readable],
    ['the readable one with static names', withStaticNames(twins.readable, NAMES, PLACE)],
    ['the readable one from Windows', twins.readable.replaceAll('\n', '\r\n')],
    [
      'the readable one as CloudFormation gives it back',
      twins.readable.replace(/[\u0080-\u{10ffff}]/gu, '?').trimEnd(),
    ],
  ])('is up to date with %s', (_, deployed) => {
    expect(likeness(deployed)).toBe('same');
  });

  it('is seen to be edited where its program is another, though its text is ours', () => {
    const [[key, value] = ['none', '']] = Object.entries(twins.program);
    expect(likeness(twins.template, twins.program)).toBe('same');
    expect(likeness(twins.template, { [key]: `${value}x` })).toBe(
      key === 'none' ? 'same' : 'edited',
    );
  });

  it('is seen to be edited where a hand changed it, though its fingerprint still stands', () => {
    for (const own of [twins.template, twins.readable]) {
      const edited = own.replace('Value: loginbell', 'Value: our-bell');
      expect(edited).not.toBe(own);
      expect(likeness(edited)).toBe('edited');
    }
  });

  it('is another template where the fingerprint is another, or there is none', () => {
    const next = twins.template.replace(/Fingerprint: "[0-9a-f]{4}/, 'Fingerprint: "0000');
    expect(likeness(next)).toBe('other');
    expect(likeness('Description: loginbell 0.0.9 - x\n')).toBe('other');
    const bare = { template: 'A: 1\n', program: {}, readable: 'A: 1 # one\n' };
    const deployed = { template: 'A: 2\n', parameters: {} };
    expect(likenessOf(deployed, bare, NAMES, PLACE)).toBe('other');
  });
});

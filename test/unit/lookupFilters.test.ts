import { describe, expect, it } from 'vitest';
import { lookupFilters } from '../../src/aws/lookupFilters.ts';
import { CHAIN_CHANGES, meaningOf, TRAIL_CHANGES } from '../../src/signin/events.ts';

/** Every text that a pattern of alternatives, groups and an optional API date matches, without the date. */
function spelledOut(pattern: RegExp): string[] {
  const source = pattern.source.replace(/^\^|\$$/g, '').replaceAll('(\\d{8}(v\\d)?)?', '');
  const parse = (text: string): string[] => {
    let depth = 0;
    const alternatives = [''];
    for (const letter of text) {
      if (letter === '(') depth += 1;
      if (letter === ')') depth -= 1;
      if (letter === '|' && depth === 0) alternatives.push('');
      else alternatives.push((alternatives.pop() ?? '') + letter);
    }
    return alternatives.flatMap((one) => {
      const start = one.indexOf('(');
      if (start < 0) return [one];
      let end = start;
      for (let open = 0; end < one.length; end += 1) {
        if (one[end] === '(') open += 1;
        if (one[end] === ')') open -= 1;
        if (open === 0) break;
      }
      const tails = parse(one.slice(end + 1));
      return parse(one.slice(start + 1, end)).flatMap((middle) =>
        tails.map((tail) => one.slice(0, start) + middle + tail),
      );
    });
  };
  return parse(source);
}

const bare = (name: string) => name.replace(/\d{8}(v\d)?$/, '');
const asked = lookupFilters('AllSignInsAndTampering');
const namesAsked = asked.filter(({ key }) => key === 'EventName').map(({ value }) => value);

describe('what the event history is asked for', () => {
  it('is one name where only console sign-ins ring', () => {
    expect(lookupFilters('ConsoleLogin')).toEqual([{ key: 'EventName', value: 'ConsoleLogin' }]);
  });

  it('leaves no watched change to the chain out', () => {
    const watched = [TRAIL_CHANGES, ...Object.values(CHAIN_CHANGES)].flatMap(spelledOut);
    expect(watched.length).toBeGreaterThan(40);
    expect([...new Set(watched)].filter((name) => !namesAsked.map(bare).includes(name))).toEqual(
      [],
    );
  });

  it('asks for nothing that is not watched', () => {
    const watch = { events: 'AllSignInsAndTampering', ownResources: ['x'] } as const;
    const sources = [
      ...['signin', 'sso', 'sts', 'organizations', 'account'].map((one) => `${one}.amazonaws.com`),
      ...Object.keys(CHAIN_CHANGES),
    ];
    for (const name of namesAsked) {
      const kinds = sources.map((eventSource) =>
        meaningOf({ eventName: name, eventSource, isMarked: false }, watch, () => true),
      );
      expect(kinds.some(Boolean), name).toBe(true);
    }
  });
});

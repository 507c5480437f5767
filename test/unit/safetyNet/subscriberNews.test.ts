import { describe, expect, it } from 'vitest';
import type { Subscriber } from '../../../src/health/checks/subscribers.ts';
import { composeSubscriberNotice } from '../../../src/notice/composeSubscriberNotice.ts';
import { subscriberNews, subscriberStateIn } from '../../../src/safetyNet/subscriberNews.ts';

const HOUR = 3_600_000;
const one = (name: string, changes: Partial<Subscriber> = {}): Subscriber => ({
  name: `email ${name}`,
  of: 'notices',
  confirmed: true,
  misses: [],
  ...changes,
});
const NONE = { lost: [], waiting: [], filtered: [] };

describe('what is news about the subscribers', () => {
  it('is nothing at the first look, save what is filtered', () => {
    const found = [one('a'), one('b', { misses: ['root'] }), one('c', { confirmed: false })];
    expect(subscriberNews(undefined, found, 0).news).toEqual({
      ...NONE,
      filtered: ['notices email b'],
    });
  });

  it('is who was confirmed and is no more, once', () => {
    const { next } = subscriberNews(undefined, [one('a'), one('b')], 0);
    const after = subscriberNews(next, [one('a')], HOUR);
    expect(after.news).toEqual({ ...NONE, lost: ['notices email b'] });
    expect(subscriberNews(after.next, [one('a')], 2 * HOUR).news).toEqual(NONE);
  });

  it('is who has waited for a day, once, and again after another wait', () => {
    const waits = [one('a'), one('b', { confirmed: false, of: 'faults' })];
    let state = subscriberNews(undefined, waits, 0).next;
    const told: number[] = [];
    for (let hour = 1; hour <= 48; hour += 1) {
      const { news, next } = subscriberNews(state, waits, hour * HOUR);
      if (news.waiting.length > 0) told.push(hour);
      state = next;
    }
    expect(told).toEqual([24]);
    state = subscriberNews(state, [one('a')], 49 * HOUR).next;
    state = subscriberNews(state, waits, 50 * HOUR).next;
    expect(subscriberNews(state, waits, 74 * HOUR).news.waiting).toEqual(['faults email b']);
  });

  it('survives being written down, and what is no state is none', () => {
    const { next } = subscriberNews(undefined, [one('a'), one('c', { confirmed: false })], 5);
    expect(subscriberStateIn(JSON.parse(JSON.stringify(next)))).toEqual(next);
    expect(subscriberStateIn('x')).toBeUndefined();
    expect(subscriberStateIn({ confirmed: [1], waitingSince: { a: 'b' } })).toEqual({
      confirmed: [],
      filtered: [],
      mentioned: [],
      waitingSince: {},
    });
  });
});

describe('the notice about subscribers', () => {
  const settings = { timeZone: 'UTC', accountNames: {} };
  const news = {
    lost: ['notices email https://evil.example/\u202eclick'],
    waiting: ['faults email ops@example.com'],
    filtered: ['notices sqs queue'],
    accountId: '123456789012',
  };

  it.each(['en', 'ja'] as const)('names each, with why and what to do, in %s', (language) => {
    const { subject, text } = composeSubscriberNotice(news, { ...settings, language });
    expect(subject).toMatch(/^loginbell: 3.*\(123456789012\)$/);
    expect(text).toContain('loginbell confirm');
    expect(text.match(/^- /gm)).toHaveLength(3);
    expect(text).not.toMatch(/https:\/\/evil|\u202e/);
  });

  it('says one by name in the subject, and of many how many more', () => {
    const alone = { ...news, waiting: [], filtered: [], lost: ['notices email you@example.com'] };
    const one = composeSubscriberNotice(alone, { ...settings, language: 'en' });
    expect(one.subject).toMatch(/^loginbell: email you.*may miss notices \(123456789012\)$/);
    const many = { ...news, lost: Array.from({ length: 30 }, (_, i) => `notices email ${i}`) };
    expect(composeSubscriberNotice(many, { ...settings, language: 'en' }).text).toContain(
      '- … and 12 more',
    );
  });
});

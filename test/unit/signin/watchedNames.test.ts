import { expect, it } from 'vitest';
import { EVENTS_SETTINGS, meaningOf, watchedBytesOf } from '../../../src/signin/events.ts';

it('the names to look for in bytes are those that are watched, under every setting', () => {
  const all = watchedBytesOf('AllSignInsAndTampering').names;
  expect(all).toEqual(expect.arrayContaining(['SwitchRole', 'StopLogging', 'CreateOAuth2Token']));
  const sources = ['sso', 'sts', 'cloudtrail', 'organizations', 'account', 'logs'];
  for (const events of EVENTS_SETTINGS) {
    const watch = { events, ownResources: [] };
    const watched = all.filter((eventName) =>
      sources.some((source) => {
        const eventSource = `${source}.amazonaws.com`;
        return meaningOf({ eventName, eventSource, isMarked: false }, watch, () => false);
      }),
    );
    expect(watchedBytesOf(events).names).toEqual(watched);
  }
});

it('whatever the sign-in service reports is watched, save questions', () => {
  const watch = { events: 'AllSignIns', ownResources: [] } as const;
  const meaning = (eventName: string) =>
    meaningOf(
      { eventName, eventSource: 'signin.amazonaws.com', isMarked: false },
      watch,
      () => false,
    );
  expect(meaning('SomethingNew')).toEqual({ kind: 'sign-in', stage: 'entry' });
  expect(meaning('GetSigninToken')?.kind).toBe('federation');
  expect(meaning('************')).toEqual({ kind: 'sign-in', stage: 'entry' });
  expect(meaning('ListResourcePermissionStatements')).toBeUndefined();
});

it('what bears the marks of a sign-in is one, whatever service it comes from', () => {
  const watch = { events: 'AllSignIns', ownResources: [] } as const;
  const event = { eventName: 'NewDoor', eventSource: 'door.amazonaws.com' };
  expect(meaningOf({ ...event, isMarked: true }, watch, () => false)?.kind).toBe('sign-in');
  expect(meaningOf({ ...event, isMarked: false }, watch, () => false)).toBeUndefined();
});

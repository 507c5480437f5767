import { expect, it } from 'vitest';
import { EVENTS_SETTINGS, watchedKind, watchedNames } from '../../../src/signin/events.ts';

it('the names to look for are those that are watched, under every setting', () => {
  const all = [...watchedNames('AllSignInsAndTampering'), 'GetObject', 'DeleteRole', 'DeleteTopic'];
  expect(all).toEqual(expect.arrayContaining(['SwitchRole', 'StopLogging', 'CreateOAuth2Token']));
  for (const events of EVENTS_SETTINGS) {
    const watch = { events, ownResources: [] };
    const watched = all.filter(
      (name) => watchedKind(name, 'iam.amazonaws.com', watch, () => true) !== undefined,
    );
    expect(watchedNames(events)).toEqual(watched);
  }
});

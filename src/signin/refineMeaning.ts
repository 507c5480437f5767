import type { EventMeaning } from './events.ts';
import { textAt } from './fields.ts';

/**
 * What an event means, with what its record shows besides its name: an Amazon WorkSpaces sign-in goes by the names of
 * Identity Center, and a token that is refreshed renews what an approval gave.
 */
export function refineMeaning(record: unknown, meaning: EventMeaning): EventMeaning {
  if (meaning.kind === 'identity-center' && isWorkSpaces(record)) {
    return { ...meaning, kind: 'workspaces' };
  }
  return meaning.kind === 'cli-login' && isRefresh(record)
    ? { ...meaning, stage: 'renewal' }
    : meaning;
}

function isWorkSpaces(record: unknown): boolean {
  const person = textAt(record, ['userIdentity', 'onBehalfOf', 'userId']);
  const to = textAt(record, ['additionalEventData', 'LoginTo'], 1024);
  return person === '' && /workspaces|skylight/i.test(to);
}

function isRefresh(record: unknown): boolean {
  const places = [
    ['requestParameters', 'grant_type'],
    ['requestParameters', 'grantType'],
    ['additionalEventData', 'grant_type'],
    ['additionalEventData', 'grantType'],
  ];
  return places.some((place) => textAt(record, place) === 'refresh_token');
}

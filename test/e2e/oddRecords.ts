import { consoleLogin, iamUser, type RecordFields, roleSession } from '../fakes/records.ts';
import type { Example } from './signIns.ts';

/** Shapes that occur in real trails and that a reader of records may not expect; made up. */
export function oddRecords(now: number): readonly Example[] {
  const time = new Date(now - 5 * 60_000).toISOString();
  const odd = (title: string, changes: RecordFields): Example => ({
    title,
    message: consoleLogin(title, { eventTime: `${time.slice(0, 19)}Z`, ...changes }),
    state: 'sent',
  });
  return [
    odd('a time with milliseconds', { eventTime: `${time.slice(0, 19)}.782Z` }),
    odd('no account in userIdentity', {
      userIdentity: { type: 'IAMUser', userName: 'alice', principalId: 'AIDAALICE' },
    }),
    odd('no user agent', { userAgent: undefined, userIdentity: roleSession('Admin', 'tool') }),
    odd('no userName', { userIdentity: { ...iamUser('alice'), userName: undefined } }),
  ];
}

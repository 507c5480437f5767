import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnsOf } from '../../../src/journal/columns.ts';
import { scannedRow } from '../../../src/journal/scannedRow.ts';
import { parseSignIn } from '../../../src/signin/parseSignIn.ts';
import { consoleLogin, roleSession } from '../../fakes/records.ts';

const NOW = Date.parse('2026-03-02T09:30:00Z');

describe('a row of another table', () => {
  it('gives back all that another installation knew', () => {
    const record = consoleLogin('x', { userIdentity: roleSession('Admin', 'alice') });
    const parsed = parseSignIn(record, { events: 'ConsoleLogin', ownResources: [] }, { at: NOW });
    if (parsed.kind !== 'sign-in') throw new Error('no sign-in');
    const columns = columnsOf(parsed.signIn, NOW, { timeZone: 'UTC', retentionDays: 90 });
    expect(scannedRow({ ...columns, state: 'sent' }, NOW)).toEqual({
      kind: 'sign-in',
      signIn: parsed.signIn,
    });
  });

  it('of the article without a user name is somebody unknown, not nobody', () => {
    const row = { eventID: 'a', eventName: 'ConsoleLogin', eventTime: '2026/01/01 00:30:00' };
    expect(scannedRow(row, NOW)).toMatchObject({
      kind: 'sign-in',
      signIn: { occurredAt: '2025-12-31T15:30:00.000Z', who: { kind: 'unknown' } },
    });
  });

  it('never throws, whatever it holds', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.anything()), fc.string(), (rest, eventID) => {
        expect(scannedRow({ ...rest, eventID }, NOW)).toHaveProperty('kind');
      }),
    );
  });
});

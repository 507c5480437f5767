import { expect, it } from 'vitest';
import { collectLetterFacts } from '../../../src/safetyNet/letterFacts.ts';
import { companyWeek } from '../../fakes/companyWeek.ts';
import { createFakeClock } from '../../fakes/fakeClock.ts';
import { createMemoryJournal } from '../../fakes/memoryJournal.ts';
import { ringByMinute } from '../../fakes/ringByMinute.ts';

it('counts what a person did once, by person, and in the account that was opened', async () => {
  const clock = createFakeClock('2026-03-02T00:00:00Z');
  const journal = createMemoryJournal(clock, { timeZone: 'UTC', retentionDays: 90 });
  const { records, deeds } = companyWeek(3);
  await ringByMinute(records, { journal, clock });
  const span = { since: '2026-03-02T00:00:00Z', until: '2026-03-09T00:00:00Z' };
  const { outcomes, users, accounts } = await collectLetterFacts(journal.entries(span), span);
  const count = outcomes.success + outcomes.failure + outcomes.unclear;
  expect([...users.keys()].sort()).toEqual(['person00', 'person01', 'person02']);
  // Every deed is in it, and not every record of a deed.
  expect(count).toBeGreaterThanOrEqual(deeds);
  expect(count).toBeLessThan(deeds * 1.5);
  // Opened in turn, beginning with another for each person.
  expect(accounts.size).toBe(5);
});

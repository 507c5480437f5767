import { describe, expect, it } from 'vitest';
import { companyWeek } from '../fakes/companyWeek.ts';
import { ringWeek } from '../simulation/ringWeek.ts';

describe('a week of a company of 50 on Identity Center', () => {
  it('makes no more notices than people did things, each with a name', async () => {
    const week = companyWeek(50);
    const { notices, subjects } = await ringWeek(week, 'AllSignIns');
    expect(week.records.length).toBeGreaterThan(4_500);
    expect(notices).toBeLessThanOrEqual(week.deeds);
    expect(notices).toBeGreaterThan(0);
    const unnamed = subjects.filter((subject) => !/person\d\d|sign-ins|\d+ /.test(subject));
    expect(unnamed).toEqual([]);
  });

  it('makes fewer where only console sign-ins are watched', async () => {
    const week = companyWeek(50);
    const all = await ringWeek(week, 'AllSignIns');
    const console = await ringWeek(week, 'ConsoleLogin');
    expect(console.notices).toBeLessThan(all.notices);
    expect(console.untold).toBe(0);
  });
});

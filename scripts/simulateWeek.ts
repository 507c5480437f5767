/**
 * A week of a company on Identity Center with six accounts, through the real flow: `node scripts/simulateWeek.ts [PEOPLE]`,
 * by default 50. Prints how many notices it makes, and an example of each kind.
 */
import { companyWeek } from '../test/fakes/companyWeek.ts';
import { ringWeek } from '../test/simulation/ringWeek.ts';

const people = Number(process.argv[2] ?? 50);
const week = companyWeek(people);
console.log(
  `${people} people, ${week.records.length} records, ${week.deeds} things that people did\n`,
);
console.log('| events | notices | sign-ins told | folded into them | untold |');
console.log('|---|---|---|---|---|');
let untold = 0;
const kinds = new Map<string, string>();
for (const events of ['ConsoleLogin', 'AllSignIns'] as const) {
  const told = await ringWeek(week, events);
  untold += told.untold;
  const { notices, folded } = told;
  console.log(`| ${events} | ${notices} | ${told.told} | ${folded} | ${told.untold} |`);
  for (const subject of told.subjects) {
    const kind = subject.replace(/\d+/g, '').replace(/Admin|Developer|ReadOnly/, '');
    if (!kinds.has(kind)) kinds.set(kind, subject);
  }
}
console.log(`\n${[...kinds.values()].join('\n')}`);
process.exitCode = untold === 0 ? 0 : 1;

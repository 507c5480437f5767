/**
 * Breaks the code on purpose, one way after the other, and shows which laws of the fault model catch it:
 * `node scripts/mutateLaws.ts [SCHEDULES [SEED]]`, by default up to 20,000 schedules for each mutant.
 * Prints a table, and ends with 1 when a mutant survives.
 */
import { availableParallelism } from 'node:os';
import { concurrently } from '../src/concurrently.ts';
import { MUTANTS } from '../test/simulation/mutants.ts';
import { type Fate, tryMutant } from '../test/simulation/tryMutant.ts';

const [schedules = '20000', seed = '20261123'] = process.argv.slice(2);
const fates = new Map<string, Fate>();
await concurrently(MUTANTS, availableParallelism(), async (mutant) => {
  fates.set(mutant.name, await tryMutant(mutant, Number(schedules), Number(seed)));
  if (process.stderr.isTTY) process.stderr.write(`\r${fates.size} of ${MUTANTS.length} mutants`);
});
if (process.stderr.isTTY) process.stderr.write('\r');

console.log(`${MUTANTS.length} mutants, up to ${schedules} schedules each, seed ${seed}\n`);
console.log('| the code is broken so that | in | caught by laws | after schedules |');
console.log('|---|---|---|---|');
for (const { name, file } of MUTANTS) {
  const fate = fates.get(name);
  const laws = fate?.caught ? fate.laws : 'NONE';
  console.log(`| ${name} | \`${file}\` | ${laws} | ${fate?.schedules ?? 0} |`);
}
const survivors = [...fates].filter(([, fate]) => !fate.caught);
console.log(
  survivors.length === 0 ? '\nevery mutant was caught' : `\n${survivors.length} SURVIVED`,
);
process.exitCode = survivors.length === 0 ? 0 : 1;

/**
 * The fault model of test/simulation over many schedules:
 * `node scripts/simulateFaults.ts [SCHEDULES [SEED]] [--calm | --busy] [--json] [--no-shrink]`,
 * by default 100,000 schedules. Prints how many faults of each sort struck, how many notices lost their
 * settle, the dead letters and the verdict; for a broken law the seed and the smallest schedule, and
 * ends with 1. `--calm` lets nothing fail; `--busy` neither, but has more failures in an envelope than a run has time for.
 */
import { parseArgs } from 'node:util';
import { checkSchedules, type Verdict } from '../test/simulation/checkSchedules.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  allowNegative: true,
  options: {
    calm: { type: 'boolean', default: false },
    busy: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    shrink: { type: 'boolean', default: true },
  },
});
const [schedules = '100000', seed = String(Date.now() % 2 ** 31)] = positionals;
const startedAt = performance.now();
const verdict = await checkSchedules({
  schedules: Number(schedules),
  seed: Number(seed),
  calm: values.calm,
  busy: values.busy,
  shrink: values.shrink,
  onSchedule: (done) => {
    if (process.stderr.isTTY && done % 500 === 0) process.stderr.write(`\r${done} schedules`);
  },
});
if (process.stderr.isTTY) process.stderr.write('\r');
const { broken } = verdict;
if (values.json) console.log(JSON.stringify({ schedules: verdict.schedules, broken }));
else print(verdict);
process.exitCode = broken === undefined ? 0 : 1;

function print({ schedules, tally, broken }: Verdict): void {
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
  const list = (counts: ReadonlyMap<string, number>) =>
    [...counts]
      .toSorted(([, a], [, b]) => b - a)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ');
  console.log(`${schedules} schedules in ${seconds} s, seed ${seed}, ${tally.onSqlite} on SQLite`);
  console.log(`faults that struck: ${list(tally.strikes) || 'none'}`);
  console.log(`workers: ${tally.workers} (${list(tally.endings)})`);
  console.log(
    `sign-ins: ${tally.signIns}, of them ${tally.gathered} gathered; notices: ${tally.notices}`,
  );
  console.log(`notice and sign-in, between send and settle: ${list(tally.windows)}`);
  console.log(`told more than once: ${tally.toldTwice}, each for one of these reasons`);
  console.log(
    `dead letters: ${tally.deadLetters}, of them ${tally.needlessDeadLetters} whose sign-ins had all been told`,
  );
  if (broken === undefined) {
    console.log('all laws kept');
    return;
  }
  console.log(`BROKEN, law ${broken.laws}, seed ${seed}:\n${broken.breaches}`);
  console.log(`the smallest schedule that breaks it:\n${JSON.stringify(broken.schedule, null, 2)}`);
}

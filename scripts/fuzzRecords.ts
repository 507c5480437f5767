/**
 * The laws of test/property over many mutated records: `npm run fuzz [-- CASES [SEED]]`, by default
 * 100,000 cases. Prints what it did, and the seed and the smallest record of a broken law.
 */
import fc from 'fast-check';
import { mutatedRecord } from '../test/property/mutatedRecords.ts';
import { checkRecordLaws } from '../test/property/noticeLaws.ts';

const [cases = '100000', seed = String(Date.now() % 2 ** 31)] = process.argv.slice(2);
const startedAt = performance.now();
const result = fc.check(fc.property(mutatedRecord, checkRecordLaws), {
  numRuns: Number(cases),
  seed: Number(seed),
});
const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
console.log(
  `${result.numRuns} mutated records in ${seconds} s, seed ${seed}: ${result.failed ? 'BROKEN' : 'all laws kept'}`,
);
if (result.failed) {
  console.log(fc.defaultReportMessage(result)?.slice(0, 4000));
  process.exitCode = 1;
}

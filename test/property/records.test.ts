import fc from 'fast-check';
import { it } from 'vitest';
import { mutatedRecord } from './mutatedRecords.ts';
import { checkRecordLaws } from './noticeLaws.ts';

it('no mutated record crashes, succeeds without evidence, or hides a character in a notice', () => {
  fc.assert(fc.property(mutatedRecord, checkRecordLaws), { numRuns: 1500 });
});

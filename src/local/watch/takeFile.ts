import type { Extracted } from '../../envelopes/recordsOf.ts';
import type { FileProblem } from '../fileProblems.ts';
import { readRecordFile } from '../recordFiles.ts';
import type { Take } from './listen.ts';

/** Records rung for together. */
const BATCH = 1000;

/** Reads a file and hands on what stands in it; resolves with whether all of it is settled. `onProblem` hears of what cannot be read. */
export async function takeFile(
  file: string,
  take: Take,
  onProblem: (problem: FileProblem) => void,
): Promise<boolean> {
  let batch: Extracted[] = [];
  let isSettled = true;
  const flush = async () => {
    const records = batch;
    batch = [];
    if (records.length > 0 && !(await take(records))) isSettled = false;
  };
  for await (const found of readRecordFile(file)) {
    if (found.kind === 'problem') onProblem(found.problem);
    if (found.kind !== 'item') continue;
    batch.push(found.item);
    if (batch.length >= BATCH) await flush();
  }
  await flush();
  return isSettled;
}

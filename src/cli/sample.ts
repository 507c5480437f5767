import { fileURLToPath } from 'node:url';
import type { Extracted } from '../envelopes/recordsOf.ts';
import { readRecordFile } from '../local/recordFiles.ts';
import { fieldAt, isFields } from '../signin/fields.ts';
import { packageFile } from './packageFiles.ts';

const FILE = fileURLToPath(packageFile('examples/sample-records.ndjson'));
const HOUR = 3_600_000;

/**
 * The bundled sample records, moved by whole hours so that the newest is less than an hour old at `now`
 * (milliseconds since the epoch): read as they are they would all have arrived late. Their `eventID`s
 * stay, so that a second run knows them.
 */
export async function loadSample(now: number): Promise<readonly Extracted[]> {
  const items: Extracted[] = [];
  for await (const item of readRecordFile(FILE)) if (item.kind === 'item') items.push(item.item);
  const times = items.map(timeOf).filter((time) => time !== undefined);
  const shift = Math.floor((now - Math.max(...times)) / HOUR) * HOUR;
  return items.map((item) => {
    const time = timeOf(item);
    if (time === undefined || item.kind !== 'record' || !isFields(item.record)) return item;
    const eventTime = `${new Date(time + shift).toISOString().slice(0, 19)}Z`;
    return { ...item, record: { ...item.record, eventTime } };
  });
}

function timeOf(item: Extracted): number | undefined {
  const eventTime = item.kind === 'record' ? fieldAt(item.record, 'eventTime') : undefined;
  const time = typeof eventTime === 'string' ? Date.parse(eventTime) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

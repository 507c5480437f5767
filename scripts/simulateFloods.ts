/**
 * Floods in virtual time, with the settings of the Lambda function, the real flow, the real SNS notifier
 * (its client only counts) and the SQLite journal: `node scripts/simulateFloods.ts [FAILURES [PEOPLE]]`,
 * by default 10,000 failures within ten minutes and 2,000 people (and as many refused calls of StopLogging)
 * within five. Prints a table for envelopes
 * of 1 to 1,000 records, delivered steadily and in bursts, to one and to ten workers. Ends with 1 when an
 * important sign-in did not ring alone at once, one was never told, failures rang more than 20 times, ten
 * workers sent more than 100 mails, or more than 10 notices were published within any second.
 */
import {
  type FloodRecord,
  mondayMorning,
  passwordGuessing,
  refusedTampering,
} from '../test/simulation/floods.ts';
import { type FloodReport, runFlood } from '../test/simulation/floodWorld.ts';

const [failures = 10_000, people = 2000] = process.argv.slice(2).map(Number);
const WAYS = [1, 5, 20, 21, 50, 200].flatMap((size) => [
  { size, rhythm: 'steady', workers: 10 } as const,
  { size, rhythm: 'bursts', workers: 1 } as const,
  { size, rhythm: 'bursts', workers: 10 } as const,
]);
let short = 0;

await table(`${failures} failures of one account in ten minutes`, passwordGuessing(failures));
await table(`${people} people sign in within five minutes`, mondayMorning(people));
await table(`${people} refused calls of StopLogging within five minutes`, refusedTampering(people));
console.log(short === 0 ? 'every aim met' : `${short} rows fall short`);
process.exitCode = short === 0 ? 0 : 1;

async function table(title: string, records: readonly FloodRecord[]): Promise<void> {
  console.log(`## ${title}\n`);
  console.log(
    '| envelope | rhythm | workers | mails | alone | digests (largest) | failures rang | important alone (within s) | stored | untold | peak/s | longest run s | timeouts | dead letters | falls short |',
  );
  console.log('|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|');
  let example: string | undefined;
  for (const way of [...WAYS, { size: 1000, rhythm: 'bursts', workers: 10 } as const]) {
    const report = await runFlood({ records, ...way });
    example ??= report.exampleDigest;
    const faults = shortfalls(report, records.length, way.workers);
    short += Number(faults.length > 0);
    const { size, rhythm, workers } = way;
    console.log(
      `| ${size} | ${rhythm} | ${workers} (${report.peakWorkers}) | ${report.mails} | ${report.alone} | ` +
        `${report.digests} (${report.largestDigest}) | ${report.failureMails} | ` +
        `${report.importantAlone}/${report.important} (${report.importantWithin.toFixed(1)}) | ` +
        `${report.stored} | ${report.untold} | ${report.peakRate} | ${report.longestRun.toFixed(1)} | ` +
        `${report.timeouts} | ${report.deadLetters} | ${faults.join(', ')} |`,
    );
  }
  const megabytes = process.resourceUsage().maxRSS / 1024;
  console.log(`\npeak resident memory up to here: ${megabytes.toFixed(0)} MB\n`);
  if (example !== undefined) console.log(`The first digest:\n\n${example}`);
}

function shortfalls(report: FloodReport, records: number, workers: number): string[] {
  return [
    ...(report.stored < records ? ['not all stored'] : []),
    ...(report.untold > 0 ? ['untold'] : []),
    ...(report.importantAlone < report.important ? ['important not alone at once'] : []),
    ...(report.failureMails > 20 ? ['failures ring too often'] : []),
    // One worker alone has nobody to gather with.
    ...(workers > 1 && report.mails > 100 ? ['too many mails'] : []),
    ...(report.peakRate > 10 ? ['over 10 a second'] : []),
    ...(report.deadLetters > 0 ? ['dead letters'] : []),
  ];
}

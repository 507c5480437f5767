/**
 * One envelope of many guesses with one real entry among them, by the function as Lambda runs it:
 *
 *     npm run bench:flood -- [--sizes 1000,1500,3000,5000] [--json FILE] [--write]
 *
 * The process has the share of a core that Lambda gives a function of 256 MB, where this machine lets one make a cgroup
 * (root on Linux); without one the report says so. It is invoked again as Lambda does, at most three times. `--write` puts
 * the table into docs/benchmarks.md.
 */
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { awslogsEvent } from '../test/fakes/awslogs.ts';
import { consoleLogin, FAILED, iamUser, rootUser } from '../test/fakes/records.ts';
import { openQuota, type Quota, SHARE } from './flood/quota.ts';
import { machineLine } from './measure/machine.ts';
import { publishFindings } from './measure/publish.ts';
import { ourProgram } from './seed/program.ts';
import { type RemoteEndpoints, startEndpoints } from './seed/startEndpoints.ts';
import { startWorker } from './seed/worker.ts';

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1000,1500,3000,5000' },
    json: { type: 'string' },
    write: { type: 'boolean' },
  },
});
/** As the template has it. */
const TRIES = 3;

type Row = {
  readonly guesses: number;
  readonly entry: 'IAM user' | 'root';
  /** From when the function got the envelope until the entry was told. */
  readonly toldMs: number;
  readonly runsMs: readonly number[];
  readonly isDone: boolean;
  readonly notices: number;
  readonly peakMb: number;
};

const endpoints = await startEndpoints();
const rows: Row[] = [];
let hasQuota = true;
try {
  for (const guesses of values.sizes.split(',').map(Number)) {
    for (const entry of ['IAM user', 'root'] as const) {
      const quota = openQuota(SHARE);
      hasQuota &&= quota !== undefined;
      rows.push(await flood(guesses, entry, endpoints, quota));
    }
  }
} finally {
  await endpoints.stop();
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
const bound = hasQuota
  ? `${(SHARE * 100).toFixed(2)} % of one core, as Lambda gives a function of 256 MB`
  : 'no bound of CPU: this machine lets nobody make a cgroup';
publishFindings(
  {
    name: 'flood',
    figures: { hasQuota, rows },
    markdown: [
      `${machineLine()}; ${process.version}; ${bound}.`,
      '',
      '| guesses | entry among them | told after | runs | all settled | notices | peak memory |',
      '|---:|---|---:|---|---|---:|---:|',
      ...rows.map(
        (row) =>
          `| ${row.guesses.toLocaleString('en-US')} | ${row.entry} | ${seconds(row.toldMs)} | ${row.runsMs.map(seconds).join(', ')} | ${row.isDone ? 'yes' : 'NO'} | ${row.notices} | ${row.peakMb.toFixed(0)} MB |`,
      ),
    ].join('\n'),
  },
  values,
);
process.exitCode = rows.every(({ isDone }) => isDone) ? 0 : 1;

async function flood(
  guesses: number,
  entry: Row['entry'],
  remote: RemoteEndpoints,
  quota: Quota | undefined,
): Promise<Row> {
  const worker = startWorker(ourProgram(), await remote.freshTables());
  quota?.add(worker.pid);
  try {
    // The start of a process is another bench's.
    await worker.tryInvoke(eventOf(1, 'IAM user'));
    await remote.figures();
    const event = eventOf(guesses, entry);
    const beganAt = Date.now();
    const runsMs: number[] = [];
    let [toldMs, notices, peakMb, isDone] = [Number.NaN, 0, 0, false];
    while (!isDone && runsMs.length < TRIES) {
      const run = await worker.tryInvoke(event);
      runsMs.push(run.wallMs);
      peakMb = run.peakMb;
      isDone = run.error === undefined;
      const { firstPublishAt = Number.NaN, publishes } = await remote.figures();
      if (runsMs.length === 1) toldMs = firstPublishAt - beganAt;
      notices += publishes;
    }
    if (Number.isNaN(toldMs)) throw new Error(`the entry among ${guesses} guesses was not told`);
    return { guesses, entry, toldMs, runsMs, isDone, notices, peakMb };
  } finally {
    await worker.stop();
    quota?.remove();
  }
}

/** Guesses at many users from many addresses, and in the middle the one that got in. */
function eventOf(guesses: number, entry: Row['entry']): unknown {
  const eventTime = `${new Date(Date.now() - 60_000).toISOString().slice(0, 19)}Z`;
  const records = Array.from({ length: guesses }, (_, i) =>
    consoleLogin(randomUUID(), {
      eventTime,
      userIdentity: iamUser(`user-${i % 40}`),
      sourceIPAddress: `203.0.113.${i % 250}`,
      ...FAILED,
    }),
  );
  const userIdentity = entry === 'root' ? rootUser() : iamUser('alice');
  records.splice(guesses >> 1, 0, consoleLogin(randomUUID(), { eventTime, userIdentity }));
  return awslogsEvent(records);
}

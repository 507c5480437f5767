/**
 * The function of the article that loginbell began as, beside ours, on the same endpoints with the same events:
 *
 *     npm run bench:seed -- [INDEX_PY] [--runs N] [--large-runs N] [--sign-ins N] [--json FILE] [--write]
 *
 * INDEX_PY is the article's code, which is not part of this project; without it ours runs alone. Medians of `--runs` (10) alternating runs, of
 * `--large-runs` (1) for the flood of `--sign-ins` (10,000). `--write` puts the tables into docs/benchmarks.md.
 * Needs Linux, Python 3.10 or later and, the first time, a package index.
 */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { alternate } from './measure/alternate.ts';
import { publishFindings } from './measure/publish.ts';
import { articleProgram, ourProgram } from './seed/program.ts';
import { report } from './seed/report.ts';
import { startEndpoints } from './seed/startEndpoints.ts';
import { burst, coldStart, type Trial, warmSignIn } from './seed/trials.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '10' },
    'large-runs': { type: 'string', default: '1' },
    'sign-ins': { type: 'string', default: '10000' },
    json: { type: 'string' },
    write: { type: 'boolean' },
  },
});
const [indexPy] = positionals;
const runs = Number(values.runs);
const largeRuns = Number(values['large-runs']);
const signIns = Number(values['sign-ins']);
/** Sign-ins in one payload. */
const PAYLOAD = 200;
const WARM_EVENTS = 15;

if (indexPy !== undefined && !existsSync(indexPy)) {
  console.error(`the article's function is not in ${indexPy}; name its index.py`);
  process.exitCode = 2;
} else {
  await compare(indexPy);
}

async function compare(file: string | undefined): Promise<void> {
  const programs = [ourProgram(), ...(file === undefined ? [] : [articleProgram(file)])];
  const endpoints = await startEndpoints();
  const run = async (name: string, trial: Trial, rounds: number) => {
    const competitors = programs.map((program) => ({
      name: program.name,
      run: () => trial(program, endpoints),
    }));
    const figures = await alternate(competitors, rounds, (who, round) => {
      if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${name}: ${who}, run ${round + 1}`);
    });
    return { rounds, figures };
  };
  try {
    // Not counted: files come into the system's cache, and the endpoints' code is compiled.
    await run('warming up', burst(1, PAYLOAD, 'successes'), 1);
    const payloads = Math.ceil(signIns / PAYLOAD);
    const trials = {
      cold: await run('cold start', coldStart, runs),
      warm: await run('one sign-in', warmSignIn(WARM_EVENTS), runs),
      payload: await run('one payload', burst(1, PAYLOAD, 'successes'), runs),
      guesses: await run('guesses', burst(1, PAYLOAD, 'failures'), runs),
      flood: await run('flood', burst(payloads, PAYLOAD, 'successes'), largeRuns),
      guessesFlood: await run('flood of guesses', burst(payloads, PAYLOAD, 'failures'), largeRuns),
    };
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
    publishFindings(report(trials, { payload: PAYLOAD, signIns: payloads * PAYLOAD }), values);
  } finally {
    await endpoints.stop();
  }
}

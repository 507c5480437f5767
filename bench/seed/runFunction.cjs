/**
 * Runs a Lambda function for Node over events, as test/e2e/runHandler.py runs one for Python, with the same answers:
 * `node runFunction.cjs INDEX_JS < EVENTS`. Plain CommonJS, so that nothing but the function is loaded and timed.
 */
const { readFileSync } = require('node:fs');
const { createInterface } = require('node:readline');

const { handler } = require(process.argv[2]);

// Formats what is logged, as Lambda does, and drops it.
const { Console } = require('node:console');
const { Writable } = require('node:stream');
const answer = process.stdout.write.bind(process.stdout);
// Its metrics go there too, past the console: they are none of the answers.
process.stdout.write = () => true;
const sink = new Console(new Writable({ write: (_chunk, _encoding, done) => done() }));
for (const level of ['info', 'error']) console[level] = sink[level].bind(sink);

function cpuMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function peakKb() {
  const status = readFileSync('/proc/self/status', 'latin1');
  return Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1]);
}

/** As the template has it. */
const TIMEOUT_MS = 40_000;
let requests = 0;
async function run(line) {
  const [startedAt, cpuBeforeMs] = [performance.now(), cpuMs()];
  requests += 1;
  const context = {
    awsRequestId: `request-${requests}`,
    getRemainingTimeInMillis: () => TIMEOUT_MS - (performance.now() - startedAt),
  };
  const error = await handler(JSON.parse(line), context).then(
    () => null,
    (reason) => String(reason),
  );
  const wallMs = performance.now() - startedAt;
  const figures = { wallMs, cpuBeforeMs, cpuMs: cpuMs(), peakKb: peakKb() };
  answer(`${JSON.stringify({ error, ...figures })}\n`);
}

let turn = Promise.resolve();
createInterface({ input: process.stdin }).on('line', (line) => {
  turn = turn.then(() => run(line));
});

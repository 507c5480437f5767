/**
 * The code in the built template under AWS's own Node runtime client, as Lambda runs it, readable and packed:
 * `node test/e2e/lambdaRuntime.ts`. The client is built once into node_modules/.cache, which
 * needs a C++ compiler and Debian's autoconf, automake, libtool and cmake.
 */
import { fieldAt, fieldsOf } from '../../src/signin/fields.ts';
import { awslogsEvent } from '../fakes/awslogs.ts';
import { startDynamoDb } from '../fakes/dynamoDb.ts';
import { consoleLogin, eventIdFor, iamUser } from '../fakes/records.ts';
import { startSns } from '../fakes/snsServer.ts';
import { type Checks, runChecks } from './checks.ts';
import { type LambdaWorker, startLambdaWorker } from './lambdaWorker.ts';
import { loadRows } from './rows.ts';
import { installRuntimeClient, missingTools, RUNTIME_CLIENT } from './runtimeClient.ts';
import { readNotification, zipFileOf } from './template.ts';

const TOPIC_ARN = 'arn:aws:sns:us-east-1:123456789012:SendEmailTopic-e2e';

const missing = missingTools();
if (missing.length > 0) {
  process.stderr.write(
    `${RUNTIME_CLIENT.name} cannot be built here; first: apt-get install ${missing.join(' ')}\n`,
  );
  process.exitCode = 1;
} else {
  await runChecks(async (checks) => {
    for (const [form, template] of Object.entries(readNotification())) {
      checks.note(`the ${form} template`);
      await runsInLambda(checks, zipFileOf(template));
    }
  });
}

async function runsInLambda(checks: Checks, code: string): Promise<void> {
  const runtimeClient = installRuntimeClient();
  checks.note(`${RUNTIME_CLIENT.name} ${RUNTIME_CLIENT.version} on Node ${process.version}`);
  const [dynamoDb, sns] = [await startDynamoDb(), await startSns()];
  const table = await dynamoDb.createTable();
  const variables = {
    AWS_ENDPOINT_URL_DYNAMODB: dynamoDb.endpoint,
    AWS_ENDPOINT_URL_SNS: sns.endpoint,
    TABLE_NAME: table,
    TOPIC_ARN,
  };
  const workers: LambdaWorker[] = [];
  const start = async (changes: Readonly<Record<string, string>> = {}) => {
    const worker = await startLambdaWorker(runtimeClient, code, { ...variables, ...changes });
    workers.push(worker);
    return worker;
  };
  try {
    const worker = await start();
    const before = Date.now();
    const first = await worker.invoke(envelopeOf('first'));
    checks.equal('a cold start and its event end in success', kindOf(first), 'response');
    checks.note(
      `init ${worker.initMs()} ms, first event ${first.at - before - worker.initMs()} ms after it (this machine)`,
    );
    checks.equal(
      'it is told',
      sns.published.map(({ subject }) => subject),
      ['AWSコンソールログイン: alice 成功・初めて (123456789012)'],
    );
    const states = async () => {
      const rows = await loadRows(dynamoDb.client, table);
      return ['first', 'second', 'third'].map((seed) => rows.get(eventIdFor(seed))?.['state']);
    };
    checks.equal('and stored', await states(), ['sent', undefined, undefined]);
    checksLog(checks, worker.output());

    const second = await worker.invoke(envelopeOf('second'));
    checks.equal('the next event of the same worker too', kindOf(second), 'response');
    checks.equal('told', sns.published.length, 2);

    sns.refuse = () => ['AuthorizationError', 'not authorized to publish'];
    const third = await worker.invoke(envelopeOf('third'));
    checks.equal('when SNS refuses, Lambda is told an error', kindOf(third), 'error');
    checks.equal('of our type', errorOf(third)['errorType'], 'LoginbellError');
    checks.check(
      'that says what failed, for which sign-in, and why',
      new RegExp(`send ${eventIdFor('third')}: SNS did not take .* not authorized to publish`).test(
        String(errorOf(third)['errorMessage']),
      ),
      errorOf(third),
    );
    sns.refuse = () => undefined;
    checks.equal(
      "Lambda's retry, in the same worker, ends in success",
      kindOf(await worker.invoke(envelopeOf('third'))),
      'response',
    );
    checks.equal('and tells it', sns.published.length, 3);
    checks.equal('all are settled', await states(), ['sent', 'sent', 'sent']);

    const wrong = {
      TABLE_NAME: '',
      TIME_ZONE: 'Mars/Olympus',
      EVENTS: 'Everything',
      TOPIC_ARN: '',
    };
    const misled = await (await start(wrong)).invoke(envelopeOf('fourth'));
    const said = String(errorOf(misled)['errorMessage']);
    checks.equal('a wrong environment is an error of the invocation', kindOf(misled), 'error');
    for (const name of Object.keys(wrong)) {
      checks.check(`the error names ${name}`, said.includes(name), said);
    }
    const bare = await startLambdaWorker(runtimeClient, code, { ...variables, NODE_PATH: '' });
    workers.push(bare);
    const alone = await bare.invoke(envelopeOf('fifth'));
    checks.equal('a worker without the AWS SDK does the same', kindOf(alone), 'response');
    checks.equal('and tells', sns.published.length, 4);
  } finally {
    await Promise.all(workers.map((worker) => worker.stop()));
    await Promise.all([dynamoDb.close(), sns.close()]);
  }
}

/** One sign-in of alice, minutes ago. */
function envelopeOf(seed: string): unknown {
  const eventTime = `${new Date(Date.now() - 60_000).toISOString().slice(0, 19)}Z`;
  return awslogsEvent([consoleLogin(seed, { eventTime, userIdentity: iamUser('alice') })]);
}

function kindOf(outcome: { readonly kind: string }): string {
  return outcome.kind;
}

function errorOf(outcome: Awaited<ReturnType<LambdaWorker['invoke']>>) {
  return outcome.kind === 'response' ? {} : outcome.error;
}

/** With `LogFormat: JSON` the runtime client writes each line as an object, ours as its `message`. */
function checksLog(checks: Checks, output: string): void {
  const line = output.split('\n').find((text) => text.includes('"notices"'));
  const entry = fieldsOf(line === undefined ? undefined : JSON.parse(line));
  checks.check(
    'the log is structured, and holds counts and ids but no names',
    entry['level'] === 'INFO' &&
      fieldAt(entry, 'message', 'notices') === 1 &&
      !output.includes('alice'),
    output,
  );
}

import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { createDynamoDbCoordination } from '../aws/dynamoDbCoordination.ts';
import { createDynamoDbJournal } from '../aws/dynamoDbJournal.ts';
import { createDynamoDbRows } from '../aws/dynamoDbRows.ts';
import { createDynamoDbPace } from '../aws/rateLimiter.ts';
import { createSnsNotifier } from '../aws/snsNotifier.ts';
import { TIMEOUTS } from '../aws/timeouts.ts';
import { isComplete, type RingDeps, type RingReport, ring } from '../bell/bell.ts';
import { recordsOf } from '../envelopes/recordsOf.ts';
import { LoginbellError } from '../errors.ts';
import { ROW_KEYS } from '../journal/rowKeys.ts';
import { systemClock } from '../systemClock.ts';
import { readConfig } from './config.ts';

/** Longer than the function's timeout (40 s), shorter than Lambda's first retry delay (60 s). */
const LEASE_MS = 50_000;

/** What is left of the time then is for what has begun: no failure is begun later. Milliseconds. */
const RESERVE_MS = 12_000;

/** What Lambda says of one invocation, as far as it matters here. */
type LambdaContext = {
  readonly awsRequestId: string;
  getRemainingTimeInMillis?(): number;
};

/** Built once a worker, at its first event, so that a wrong setting is an error of the invocation. */
let bell: ReturnType<typeof compose> | undefined;

function compose() {
  const config = readConfig(process.env);
  const options = {
    maxAttempts: 4,
    requestHandler: TIMEOUTS,
  };
  const { tableName, topicArn, retentionDays, notice, watch, quiet } = config;
  const settings = { timeZone: notice.timeZone, retentionDays };
  const client = new DynamoDBClient(options);
  const journal = createDynamoDbJournal({ client, tableName, clock: systemClock, settings });
  const sns = new SNSClient(options);
  const rows = createDynamoDbRows(client, tableName);
  const pace = createDynamoDbPace(rows, systemClock, ROW_KEYS.publish);
  const notifier = createSnsNotifier({ client: sns, topicArn, clock: systemClock, pace });
  const coordination = createDynamoDbCoordination(rows, systemClock);
  const deps = {
    journal,
    history: journal,
    acts: journal,
    notifier,
    coordination,
    clock: systemClock,
  };
  return {
    deps,
    settings: { notice, watch, quiet, leaseMs: LEASE_MS, concurrency: 10, mute: false },
  };
}

/**
 * Rings for every sign-in of a CloudWatch Logs subscription event or an EventBridge event. Rejects when
 * anything of it has to come again: Lambda then retries, and at last hands it to the dead-letter queue.
 */
export async function handler(event: unknown, context: LambdaContext): Promise<void> {
  bell ??= compose();
  // Lambda may run one request twice at once, under one id: the token must tell the two apart.
  const leaseToken = `${context.awsRequestId}/${randomUUID()}`;
  const deps: RingDeps = { ...bell.deps, leaseToken };
  const { now } = deps.clock;
  const deadline = now() + (context.getRemainingTimeInMillis?.() ?? LEASE_MS) - RESERVE_MS;
  const report = await ring(recordsOf(event), deps, { ...bell.settings, deadline });
  log(report);
  refuseForeign(report);
  if (isComplete(report)) return;
  const [first] = report.failures;
  throw new LoginbellError(
    'incomplete',
    `${report.failures.length} steps failed, ${report.held.length} sign-ins are held by another worker, ` +
      `${report.unreached} failures were not reached in time` +
      (first ? `; first: ${first.step} ${first.eventId}: ${first.reason}` : ''),
  );
}

/**
 * An envelope of which nothing at all was understood is an error, so that it comes to the dead letters and an alarm rings:
 * whoever points something else at the function learns of it. A control
 * message has no records, and none that could not be read.
 */
function refuseForeign({ records, unreadable }: RingReport): void {
  if (records === 0 || records > unreadable.length) return;
  const [first = 'it holds nothing'] = unreadable;
  throw new LoginbellError('bad-input', `nothing of this event is a CloudTrail record: ${first}`);
}

/** One structured line for the envelope and one for each failure: counts, states and ids, no names. */
function log(report: RingReport): void {
  const { settled, failures, held, ...counts } = report;
  const delays = settled
    .filter(({ subject, signIn }) => subject !== undefined && signIn.timeIsKnown)
    .map(({ signIn }) => Math.round((systemClock.now() - Date.parse(signIn.occurredAt)) / 1000));
  console.info({
    ...counts,
    settled: settled.map(({ signIn, state }) => ({ eventID: signIn.eventId, state })),
    held: held.length,
    // Seconds from sign-in to notice: the largest of this envelope.
    ...(delays.length > 0 ? { delaySeconds: Math.max(...delays) } : {}),
  });
  for (const failure of failures) console.error(failure);
}

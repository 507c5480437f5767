import { randomUUID } from 'node:crypto';
import { createAccountNamesRow } from '../aws/accountNamesRow.ts';
import { type AwsRequests, createAwsRequests } from '../aws/awsRequests.ts';
import { createDynamoDbCalls } from '../aws/dynamoDbCalls.ts';
import { createDynamoDbCoordination } from '../aws/dynamoDbCoordination.ts';
import { createDynamoDbJournal } from '../aws/dynamoDbJournal.ts';
import { createDynamoDbRows } from '../aws/dynamoDbRows.ts';
import { createDynamoDbPace } from '../aws/rateLimiter.ts';
import { createSnsNotifier } from '../aws/snsNotifier.ts';
import { createSnsPublish } from '../aws/snsPublish.ts';
import { isComplete, type RingReport, ring } from '../bell/bell.ts';
import type { Clock, Way } from '../bell/ports.ts';
import { recordsOf } from '../envelopes/recordsOf.ts';
import { LoginbellError } from '../errors.ts';
import { fieldAt } from '../signin/fields.ts';
import { systemClock } from '../systemClock.ts';
import { readConfig } from './config.ts';
import { delayMetrics, delaysOf, writeToStandardOutput } from './delayMetrics.ts';

/** Longer than the function's timeout (40 s), shorter than Lambda's first retry delay (60 s). */
const LEASE_MS = 50_000;

/** What is left of the time then is for what has begun: no failure is begun later. Milliseconds. */
const RESERVE_MS = 12_000;

/** What Lambda says of one invocation, as far as it matters here. */
type LambdaContext = {
  readonly awsRequestId: string;
  getRemainingTimeInMillis?(): number;
};

/** What the function is composed of, so that a test can bring its own. */
export type HandlerParts = {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly requests: AwsRequests;
  /** One structured line for the envelope, one for each failure. */
  readonly log: Log;
  /** Takes lines of CloudWatch's embedded metric format. @default nobody */
  readonly measure?: (line: string) => void;
};

/** Where a function says what it did. */
export type Log = Pick<Console, 'info' | 'error'>;

function compose({ environment, clock, requests }: HandlerParts) {
  const config = readConfig(environment);
  const { tableName, topicArn, retentionDays, notice, watch, quiet } = config;
  const settings = { timeZone: notice.timeZone, retentionDays };
  const call = createDynamoDbCalls(requests);
  const journal = createDynamoDbJournal({ call, tableName, clock, settings });
  const rows = createDynamoDbRows(call, tableName);
  const pace = createDynamoDbPace(rows, clock);
  const publish = createSnsPublish(requests);
  const notifier = createSnsNotifier({ publish, topicArn, clock, pace });
  const coordination = createDynamoDbCoordination(rows, clock, pace);
  return {
    deps: { journal, history: journal, acts: journal, notifier, coordination, clock },
    names: config.namesOfOrganization ? createAccountNamesRow(rows, clock) : undefined,
    installation: notice.sender?.name ?? '',
    settings: { notice, watch, quiet, leaseMs: LEASE_MS, concurrency: 10, mute: false },
  };
}

/**
 * The function: rings for every sign-in of a CloudWatch Logs subscription event or an EventBridge event. It rejects when
 * anything of it has to come again: Lambda then retries, and at last hands it to the dead-letter queue. Composed once a
 * worker, at its first event, so that a wrong setting is an error of the invocation.
 */
export function createHandler(parts: HandlerParts) {
  let bell: ReturnType<typeof compose> | undefined;
  return async (event: unknown, context: LambdaContext): Promise<void> => {
    bell ??= compose(parts);
    // Lambda may run one request twice at once, under one id: the token must tell the two apart.
    const leaseToken = `${context.awsRequestId}/${randomUUID()}`;
    const now = parts.clock.now();
    const deadline = now + (context.getRemainingTimeInMillis?.() ?? LEASE_MS) - RESERVE_MS;
    const way = wayOf(event);
    const accountNames = await bell.names?.load();
    const notice = { ...bell.settings.notice, ...(accountNames && { accountNames }) };
    const settings = { ...bell.settings, notice, deadline, way };
    const report = await ring(recordsOf(event), { ...bell.deps, leaseToken }, settings);
    writeLog(report, parts);
    const { installation } = bell;
    for (const line of delayMetrics(report, { installation, way, now: parts.clock.now() })) {
      parts.measure?.(line);
    }
    refuseForeign(report);
    refuseIncomplete(report);
  };
}

/** EventBridge's events bear a detail type; all else comes from the log group, or came that way before. */
function wayOf(event: unknown): Way {
  return fieldAt(event, 'detail-type') === undefined ? 'stream' : 'fast';
}

function refuseIncomplete(report: RingReport): void {
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
function writeLog(report: RingReport, { clock, log }: HandlerParts): void {
  const now = clock.now();
  const { settled, failures, held, ...counts } = report;
  const delays = delaysOf(settled, now);
  log.info({
    ...counts,
    settled: settled.map(({ signIn, state }) => ({ eventID: signIn.eventId, state })),
    held: held.length,
    // Seconds from sign-in to notice: the largest of this envelope.
    ...(delays.length > 0 ? { delaySeconds: Math.max(...delays) } : {}),
  });
  for (const failure of failures) log.error(failure);
}

/** What Lambda calls. */
export const handler = createHandler({
  environment: process.env,
  clock: systemClock,
  requests: createAwsRequests({ environment: process.env, clock: systemClock }),
  log: console,
  measure: writeToStandardOutput,
});

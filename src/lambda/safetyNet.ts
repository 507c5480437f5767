import { randomUUID } from 'node:crypto';
import { AccountClient } from '@aws-sdk/client-account';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createAccountNamesRow } from '../aws/accountNamesRow.ts';
import { loadBellEnvironment } from '../aws/bellEnvironment.ts';
import { createDynamoDbJournal } from '../aws/dynamoDbJournal.ts';
import { createDynamoDbRows } from '../aws/dynamoDbRows.ts';
import { createSdkDynamoDbCalls } from '../aws/dynamoDbSdkCalls.ts';
import type { HealthClients, RegionalClients } from '../aws/health/look.ts';
import { createLetterMemory } from '../aws/letterMemory.ts';
import { loadHealth } from '../aws/loadHealth.ts';
import { createEventLookup } from '../aws/lookupEvents.ts';
import { lookupFilters } from '../aws/lookupFilters.ts';
import { createDynamoDbPace } from '../aws/rateLimiter.ts';
import { loadRegions } from '../aws/regions.ts';
import { renewAccountNames } from '../aws/renewAccountNames.ts';
import { createSafetyNetMemory, createSubscriberMemory } from '../aws/safetyNetMemory.ts';
import { createSnsNotifier } from '../aws/snsNotifier.ts';
import { createSdkSnsPublish } from '../aws/snsSdkPublish.ts';
import { TIMEOUTS } from '../aws/timeouts.ts';
import { ring } from '../bell/bell.ts';
import { noCoordination } from '../bell/noCoordination.ts';
import type { Clock } from '../bell/ports.ts';
import { LoginbellError } from '../errors.ts';
import { checkHour } from '../safetyNet/checkHour.ts';
import { systemClock } from '../systemClock.ts';
import { delayMetrics, writeToStandardOutput } from './delayMetrics.ts';
import { guardedBy, readSafetyNetConfig } from './safetyNetConfig.ts';

/** A share of 200 records rings well within this; longer would hold up the stream's own retries. */
const LEASE_MS = 50_000;
/** Milliseconds before Lambda ends the function: what is left for ringing and for the report. */
const RESERVE = 120_000;

/** What the function uses of Lambda's context. */
export type Context = {
  readonly awsRequestId: string;
  /** Says what is guarded: the suffix, the region and the account stand in it. */
  readonly invokedFunctionArn: string;
  getRemainingTimeInMillis(): number;
};

function createClients() {
  const options = { maxAttempts: 4, requestHandler: TIMEOUTS };
  const account = new AccountClient(options);
  const regional = new Map<string, RegionalClients>();
  const chain = {
    cloudFormation: new CloudFormationClient(options),
    cloudTrail: new CloudTrailClient(options),
    cloudWatch: new CloudWatchClient(options),
    dynamoDb: new DynamoDBClient(options),
    lambda: new LambdaClient(options),
    logs: new CloudWatchLogsClient(options),
    sns: new SNSClient(options),
    sqs: new SQSClient(options),
    // Of regions that have a fast path, once a worker.
    inRegion: (region: string) => {
      const known = regional.get(region);
      if (known !== undefined) return known;
      const there = { ...options, region };
      const cloudFormation = new CloudFormationClient(there);
      const cloudWatch = new CloudWatchClient(there);
      const eventBridge = new EventBridgeClient(there);
      const built: RegionalClients = {
        cloudFormation: async () => cloudFormation,
        cloudWatch: async () => cloudWatch,
        eventBridge: async () => eventBridge,
      };
      regional.set(region, built);
      return built;
    },
  } satisfies Omit<HealthClients, 'loadRegions'>;
  return { chain, account };
}

/** What the function is composed of, so that a test can bring its own. The SDK reads the process's environment. */
export type SafetyNetParts = {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly log: Pick<Console, 'info'>;
  /** Takes lines of CloudWatch's embedded metric format. @default nobody */
  readonly measure?: (line: string) => void;
};

/**
 * The hourly check: rings for sign-ins that the stream missed, tells when the chain breaks and when it is well again, and
 * sends the weekly letter. Rejects at the end when any part of it did not work, after all other parts were done.
 */
export function createSafetyNet(parts: SafetyNetParts) {
  /** Built once a worker. */
  let clients: ReturnType<typeof createClients> | undefined;
  return async (_event: unknown, context: Context): Promise<void> => {
    clients ??= createClients();
    await check(parts, clients, context);
  };
}

async function check(
  { environment: own, clock, log, measure }: SafetyNetParts,
  { chain, account }: ReturnType<typeof createClients>,
  context: Context,
): Promise<void> {
  const deadline = clock.now() + context.getRemainingTimeInMillis() - RESERVE;
  const guarded = guardedBy(context.invokedFunctionArn);
  const call = createSdkDynamoDbCalls(chain.dynamoDb);
  const rows = createDynamoDbRows(call, guarded.table);
  const environment = await loadBellEnvironment(chain.lambda, rows, guarded.function);
  const config = readSafetyNetConfig(own, environment, guarded);
  const { names, watch, quiet, version, tableName, topicArn, retentionDays } = config;
  const accountNames = createAccountNamesRow(rows, clock);
  const notNamed = config.namesOfOrganization
    ? await renewAccountNames(accountNames, names.partition, { environment: process.env, clock })
    : undefined;
  const notice = config.namesOfOrganization
    ? { ...config.notice, accountNames: await accountNames.load() }
    : config.notice;

  const token = `${context.awsRequestId}/${randomUUID()}`;
  const settings = { timeZone: notice.timeZone, retentionDays };
  const journal = createDynamoDbJournal({ call, tableName, clock, settings });
  const pace = createDynamoDbPace(rows, clock);
  const notifier = createSnsNotifier({
    publish: createSdkSnsPublish(chain.sns),
    topicArn,
    clock,
    pace,
  });
  // What it finds is told late, in digests: no need to gather with what the stream brings meanwhile.
  const bell = {
    journal,
    history: journal,
    acts: journal,
    notifier,
    coordination: noCoordination,
    clock,
    leaseToken: token,
  };
  const way = 'safety-net';
  const ringing = {
    notice,
    watch,
    quiet,
    leaseMs: LEASE_MS,
    concurrency: 10,
    found: true,
    way,
  } as const;

  const listRegions = async () => config.regions ?? loadRegions(account, 'the parameter Regions');

  const report = await checkHour(
    {
      clock,
      notifier,
      notice,
      token,
      memory: createSafetyNetMemory(rows, clock),
      subscriberMemory: createSubscriberMemory(rows, clock),
      letters: createLetterMemory(rows, clock),
      history: journal,
      schedule: config.letter,
      historyOptions: `--region ${names.region} --suffix ${names.suffix}`,
      accountId: names.accountId,
      homeRegion: names.region,
      loadHealth: () =>
        loadHealth(
          { ...chain, loadRegions: listRegions },
          {
            names,
            events: watch.events,
            version,
            at: clock.now(),
            byItself: true,
          },
        ),
      loadRegions: listRegions,
      find: async function* (region, span) {
        const client = new CloudTrailClient({ region, maxAttempts: 1, requestHandler: TIMEOUTS });
        const lookup = createEventLookup({ client, region, clock });
        try {
          for (const filter of lookupFilters(watch.events)) yield* lookup({ ...span, filter });
        } finally {
          client.destroy();
        }
      },
      ring: async (records, mute) => {
        const report = await ring(records, bell, { ...ringing, mute });
        const about = { installation: names.suffix, way, now: clock.now() } as const;
        for (const line of delayMetrics(report, about)) measure?.(line);
        return report;
      },
    },
    deadline,
  );
  log.info(notNamed === undefined ? report : { ...report, accountNames: notNamed });
  if (report.problems.length === 0) return;
  const more = report.problems.length > 3 ? `; and ${report.problems.length - 3} more` : '';
  throw new LoginbellError('incomplete', report.problems.slice(0, 3).join('; ') + more);
}

/** What Lambda calls. */
export const handler = createSafetyNet({
  environment: process.env,
  clock: systemClock,
  log: console,
  measure: writeToStandardOutput,
});

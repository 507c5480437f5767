import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { SNSClient } from '@aws-sdk/client-sns';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { reasonOf } from '../../errors.ts';
import type { Context, Seen } from '../../health/check.ts';
import { kindOf } from '../errorKinds.ts';
import { missingPermission } from '../serviceErrors.ts';

/** The clients that an installation is looked at with, all of its region save those of the fast path. */
export type HealthClients = {
  readonly cloudFormation: CloudFormationClient;
  readonly cloudTrail: CloudTrailClient;
  readonly cloudWatch: CloudWatchClient;
  readonly dynamoDb: DynamoDBClient;
  readonly lambda: LambdaClient;
  readonly logs: CloudWatchLogsClient;
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
  /** The regions that are switched on, or those that were named instead. */
  readonly loadRegions: () => Promise<readonly string[]>;
  readonly inRegion: (region: string) => RegionalClients;
};

/** The clients of a region, built when they are asked for. */
export type RegionalClients = {
  readonly cloudFormation: () => Promise<CloudFormationClient>;
  readonly cloudWatch: () => Promise<CloudWatchClient>;
  readonly eventBridge: () => Promise<EventBridgeClient>;
};

/** Looks for what checks judge. Reads only, and never rejects: what could not be looked at says why. */
export type Loader<Facts> = (clients: HealthClients, context: Context) => Promise<Facts>;

/**
 * What `work` finds, or why it could not look: never rejects. `permission` is the one that the call needs,
 * for when AWS does not name the missing one.
 */
export async function look<T>(permission: string, work: () => Promise<T>): Promise<Seen<T>> {
  try {
    return { seen: true, value: await work() };
  } catch (error) {
    const reason = reasonOf(error).slice(0, 300);
    return kindOf(error) === 'denied'
      ? { seen: false, reason, permission: missingPermission(permission, error) }
      : { seen: false, reason };
  }
}

/** `look`, where an error that `isAbsent` knows means that the thing is not there. */
export function lookFor<T>(
  permission: string,
  isAbsent: (error: unknown) => boolean,
  work: () => Promise<T>,
): Promise<Seen<T | undefined>> {
  return look(permission, () =>
    work().catch((error: unknown) => {
      if (isAbsent(error)) return undefined;
      throw error;
    }),
  );
}

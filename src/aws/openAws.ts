import { LoginbellError } from '../errors.ts';
import type { AwsPlace } from '../installation/resourceNames.ts';
import { awsProblemOf } from './awsErrors.ts';

/** Where to work and as whom; what is absent comes from the environment and the profile. */
export type AwsOptions = {
  readonly region: string | undefined;
  readonly profile: string | undefined;
};

/**
 * AWS on demand. Each client is loaded and built when it is first asked for, once a region; credentials come
 * from the SDK's standard chain (environment, profiles, SSO, containers, instances), endpoints from
 * AWS_ENDPOINT_URL and AWS_ENDPOINT_URL_<SERVICE>. Errors are the SDK's own: see `awsErrors.ts`.
 */
export type Aws = Awaited<ReturnType<typeof openAws>>;

/**
 * Finds the region (option, AWS_REGION, AWS_DEFAULT_REGION, the profile's) and offers the clients. Throws a
 * `LoginbellError` where no region is set. Makes no call. https://docs.aws.amazon.com/sdkref/latest/guide/
 */
export async function openAws(options: AwsOptions, environment: NodeJS.ProcessEnv) {
  const shared = {
    // An address that swallows packets would else hold a person for minutes. No bound on answers: Lambda's may be long.
    requestHandler: { connectionTimeout: 5000 },
    ...(options.profile === undefined ? {} : { profile: options.profile }),
  };
  const region = await findRegion(options, environment);
  const opened: { destroy(): void }[] = [];
  const lazily = <C extends { destroy(): void }>(
    load: (config: typeof shared & { readonly region: string }) => Promise<C>,
  ) => {
    const made = new Map<string, Promise<C>>();
    return (inRegion: string = region): Promise<C> => {
      const known = made.get(inRegion);
      if (known !== undefined) return known;
      const client = load({ ...shared, region: inRegion }).then((one) => {
        opened.push(one);
        return one;
      });
      made.set(inRegion, client);
      return client;
    };
  };
  const sts = lazily(async (c) => new (await import('@aws-sdk/client-sts')).STSClient(c));
  let place: Promise<AwsPlace> | undefined;
  return {
    region,
    sts,
    account: lazily(async (c) => new (await import('@aws-sdk/client-account')).AccountClient(c)),
    cloudFormation: lazily(
      async (c) => new (await import('@aws-sdk/client-cloudformation')).CloudFormationClient(c),
    ),
    cloudTrail: lazily(
      async (c) => new (await import('@aws-sdk/client-cloudtrail')).CloudTrailClient(c),
    ),
    /** CloudTrail without the client's own retries, which would not keep to the rate of LookupEvents. */
    eventHistory: lazily(async (c) => {
      const { CloudTrailClient } = await import('@aws-sdk/client-cloudtrail');
      return new CloudTrailClient({ ...c, maxAttempts: 1 });
    }),
    cloudWatch: lazily(
      async (c) => new (await import('@aws-sdk/client-cloudwatch')).CloudWatchClient(c),
    ),
    dynamoDb: lazily(async (c) => new (await import('@aws-sdk/client-dynamodb')).DynamoDBClient(c)),
    eventBridge: lazily(
      async (c) => new (await import('@aws-sdk/client-eventbridge')).EventBridgeClient(c),
    ),
    lambda: lazily(async (c) => new (await import('@aws-sdk/client-lambda')).LambdaClient(c)),
    logs: lazily(
      async (c) => new (await import('@aws-sdk/client-cloudwatch-logs')).CloudWatchLogsClient(c),
    ),
    scheduler: lazily(
      async (c) => new (await import('@aws-sdk/client-scheduler')).SchedulerClient(c),
    ),
    sns: lazily(async (c) => new (await import('@aws-sdk/client-sns')).SNSClient(c)),
    sqs: lazily(async (c) => new (await import('@aws-sdk/client-sqs')).SQSClient(c)),
    /** The credentials themselves, for what is signed without the SDK. */
    credentials: async () => await (await sts()).config.credentials(),
    /** Whose credentials these are: account, partition, region. Asks STS once; needs no permission. */
    place: () => {
      place ??= sts().then((client) => whoAmI(client, region));
      return place;
    },
    /** Lets go of every connection. */
    close: () => {
      for (const client of opened) client.destroy();
    },
  };
}

async function findRegion(options: AwsOptions, environment: NodeJS.ProcessEnv): Promise<string> {
  const given =
    options.region || environment['AWS_REGION'] || environment['AWS_DEFAULT_REGION'] || undefined;
  const region = given ?? (await profileRegion(options.profile));
  // The SDK would put whatever stands here into the host name that it signs for.
  if (/^[a-z0-9-]{1,40}$/.test(region)) return region;
  throw new LoginbellError(
    'bad-input',
    `${JSON.stringify(region.slice(0, 60))} is no AWS region; write for example --region eu-central-1`,
  );
}

async function profileRegion(profile: string | undefined): Promise<string> {
  const { STSClient } = await import('@aws-sdk/client-sts');
  const client = new STSClient(profile === undefined ? {} : { profile });
  try {
    return await client.config.region();
  } catch (error) {
    const sentence = awsProblemOf(error)?.sentence;
    if (sentence === undefined) throw error;
    throw new LoginbellError('bad-config', sentence, { cause: error });
  } finally {
    client.destroy();
  }
}

async function whoAmI(
  client: import('@aws-sdk/client-sts').STSClient,
  region: string,
): Promise<AwsPlace> {
  const { GetCallerIdentityCommand } = await import('@aws-sdk/client-sts');
  const { Account: accountId = '', Arn: arn = '' } = await client.send(
    new GetCallerIdentityCommand({}),
  );
  return { accountId, partition: arn.split(':')[1] || 'aws', region };
}

import {
  CreateLogGroupCommand,
  DescribeSubscriptionFiltersCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { DIRECT_BYTES } from '../../../scripts/templates/roomOf.ts';
import { reasonOf } from '../../../src/errors.ts';
import { subscribeInbox } from '../inbox.ts';
import { deployStack, listResources, type Parameters } from '../stack.ts';
import type { Bell, World } from '../world.ts';

export const TRAIL_LOG_GROUP = 'aws-cloudtrail-loggroup-e2e';

/** Two installations with different suffixes in one account, on the log group of one trail: one of each form of the template. */
export async function deploysTwice(world: World): Promise<readonly [one: Bell, two: Bell]> {
  const { checks, clients, packed, readable } = world;
  const [direct, uploaded] = [packed, readable].map((text) => Buffer.byteLength(text));
  checks.check(
    `the packed template is taken directly (${direct} bytes)`,
    Number(direct) <= DIRECT_BYTES,
  );
  checks.check(
    `the readable one goes through a bucket (${uploaded} bytes)`,
    Number(uploaded) > DIRECT_BYTES,
  );
  await clients.logs.send(new CreateLogGroupCommand({ logGroupName: TRAIL_LOG_GROUP }));
  await refusesOneAddressForBoth(world);
  const one = await deploys(world, packed, { suffix: 'one', Events: 'AllSignInsAndTampering' });
  const two = await deploys(world, readable, {
    suffix: 'two',
    Email: 'people@example.com',
    AlarmEmail: 'others@example.com',
  });
  const { subscriptionFilters = [] } = await clients.logs.send(
    new DescribeSubscriptionFiltersCommand({ logGroupName: TRAIL_LOG_GROUP }),
  );
  checks.equal(
    'each has its own filter on the trail, to its own function',
    subscriptionFilters.map(({ filterName, destinationArn }) => [
      filterName,
      destinationArn?.split(':').at(-1),
    ]),
    ['one', 'two'].map((s) => [`ConsoleLogin-${s}`, `ConsoleLoginNotificationLambda-${s}`]),
  );
  return [one, two];
}

async function deploys(
  world: World,
  template: string,
  { suffix, ...others }: Parameters & { readonly suffix: string },
): Promise<Bell> {
  const { checks, clients } = world;
  const parameters: Parameters = {
    ResourceSuffixName: suffix,
    ExistingCloudTrailLogGroupName: TRAIL_LOG_GROUP,
    ...others,
  };
  const stack = await deployStack(clients, template, parameters, { name: `bell-${suffix}` });
  const states = (await listResources(clients, stack.id)).map((one) => one.ResourceStatus);
  checks.check(
    `CloudFormation creates all ${states.length} resources of the stack with the suffix ${suffix}`,
    states.length > 10 && states.every((state) => state === 'CREATE_COMPLETE'),
    states,
  );
  const inbox = await subscribeInbox(clients, stack.topicArn, `inbox-${suffix}`);
  return { stack, parameters, inbox };
}

async function refusesOneAddressForBoth({ checks, clients, packed }: World): Promise<void> {
  const parameters = {
    ResourceSuffixName: 'no',
    ExistingCloudTrailLogGroupName: TRAIL_LOG_GROUP,
    Email: 'people@example.com',
    AlarmEmail: 'people@example.com',
  };
  const refusal = await deployStack(clients, packed, parameters, { name: 'bell-no' }).then(
    () => 'none',
    reasonOf,
  );
  checks.check(
    'the same address for notices and alarms is refused, with the reason',
    refusal.includes('AlarmEmail must differ from Email'),
    refusal,
  );
}

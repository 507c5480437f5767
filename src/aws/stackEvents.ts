import {
  type CloudFormationClient,
  DescribeStackEventsCommand,
} from '@aws-sdk/client-cloudformation';
import type { StackEvent } from '../installation/stack.ts';

/** Ids of the newest events of a stack, as a mark to look on from; none where it has no events yet. */
export async function knownEvents(
  client: CloudFormationClient,
  StackName: string,
): Promise<ReadonlySet<string>> {
  const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName }));
  return new Set(StackEvents.map(({ EventId = '' }) => EventId));
}

/** The events after those that are known, oldest first. CloudFormation lists the newest first, in pages. */
export async function eventsSince(
  client: CloudFormationClient,
  StackName: string,
  known: ReadonlySet<string>,
): Promise<readonly StackEvent[]> {
  const found: StackEvent[] = [];
  for (let NextToken: string | undefined; ; ) {
    const page = await client.send(new DescribeStackEventsCommand({ StackName, NextToken }));
    for (const event of page.StackEvents ?? []) {
      const { EventId: id = '', PhysicalResourceId, StackId } = event;
      if (known.has(id)) return found.reverse();
      found.push({
        id,
        at: event.Timestamp?.toISOString() ?? '',
        logicalId: event.LogicalResourceId ?? '',
        type: event.ResourceType ?? '',
        status: event.ResourceStatus ?? '',
        reason: event.ResourceStatusReason,
        ofStack: PhysicalResourceId !== undefined && PhysicalResourceId === StackId,
      });
    }
    NextToken = page.NextToken;
    if (NextToken === undefined) return found.reverse();
  }
}

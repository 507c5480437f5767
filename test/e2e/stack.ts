import {
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  ListStackResourcesCommand,
  type StackResourceSummary,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import type { Clients } from './clients.ts';
import { eventually } from './eventually.ts';

export type Parameters = Readonly<Record<string, string>>;

/** One installation of the template. */
export type Stack = {
  readonly id: string;
  readonly topicArn: string;
  readonly tableName: string;
  readonly functionName: string;
  readonly deadLetterQueueUrl: string;
};

/** A deployed stack; `output` throws for one that it does not have. */
export type Deployed = { readonly id: string; output(name: string): string };

/** Creates or (with `id`) updates a stack, and waits for it. Throws when it rolls back. */
export async function deploy(
  { cloudFormation }: Clients,
  template: string,
  parameters: Parameters,
  stack: { readonly name: string } | { readonly id: string },
): Promise<Deployed> {
  const input = {
    TemplateBody: template,
    Capabilities: ['CAPABILITY_NAMED_IAM' as const],
    Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => {
      return { ParameterKey, ParameterValue };
    }),
  };
  const { StackId: id = '' } =
    'id' in stack
      ? await cloudFormation.send(new UpdateStackCommand({ StackName: stack.id, ...input }))
      : await cloudFormation.send(new CreateStackCommand({ StackName: stack.name, ...input }));
  const outputs = await eventually(
    'the stack is deployed',
    async () => {
      const { Stacks = [] } = await cloudFormation.send(
        new DescribeStacksCommand({ StackName: id }),
      );
      const { StackStatus: status = '', StackStatusReason: reason, Outputs = [] } = Stacks[0] ?? {};
      if (/ROLLBACK|FAILED/.test(status)) throw new Error(`${status}: ${reason}`);
      return /_COMPLETE$/.test(status) ? Outputs : undefined;
    },
    { within: 60_000 },
  );
  const output = (name: string) => {
    const value = outputs.find(({ OutputKey }) => OutputKey === name)?.OutputValue;
    if (value === undefined) throw new Error(`the stack has no output ${name}`);
    return value;
  };
  return { id, output };
}

/** `deploy` of the bell's template, with its outputs. */
export async function deployStack(
  clients: Clients,
  template: string,
  parameters: Parameters,
  stack: { readonly name: string } | { readonly id: string },
): Promise<Stack> {
  const { id, output } = await deploy(clients, template, parameters, stack);
  return {
    id,
    topicArn: output('TopicArn'),
    tableName: output('TableName'),
    functionName: output('FunctionName'),
    deadLetterQueueUrl: output('DeadLetterQueueUrl'),
  };
}

/** All resources of a stack. */
export async function listResources(clients: Clients, id: string): Promise<StackResourceSummary[]> {
  const resources: StackResourceSummary[] = [];
  for (let NextToken: string | undefined; ; ) {
    const page = await clients.cloudFormation.send(
      new ListStackResourcesCommand({ StackName: id, NextToken }),
    );
    resources.push(...(page.StackResourceSummaries ?? []));
    NextToken = page.NextToken;
    if (NextToken === undefined) return resources;
  }
}

/**
 * Deletes a stack, waits until it is gone, and returns the logical ids of what it left behind. Throws when the deletion
 * fails.
 */
export async function deleteStack({ cloudFormation }: Clients, id: string): Promise<string[]> {
  await cloudFormation.send(new DeleteStackCommand({ StackName: id }));
  await eventually('the stack is deleted', async () => {
    const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName: id }));
    const { StackStatus: status = '', StackStatusReason: reason } = Stacks[0] ?? {};
    if (/FAILED/.test(status)) throw new Error(`${status}: ${reason}`);
    return status === 'DELETE_COMPLETE' ? true : undefined;
  });
  const kept = new Set<string>();
  for (let NextToken: string | undefined; ; ) {
    const page = await cloudFormation.send(
      new DescribeStackEventsCommand({ StackName: id, NextToken }),
    );
    for (const { LogicalResourceId = '', ResourceStatus } of page.StackEvents ?? []) {
      if (ResourceStatus === 'DELETE_SKIPPED') kept.add(LogicalResourceId);
    }
    NextToken = page.NextToken;
    if (NextToken === undefined) return [...kept];
  }
}

import {
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  ListStackResourcesCommand,
  type StackResourceSummary,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { DIRECT_BYTES } from '../../scripts/templates/roomOf.ts';
import type { Clients } from './clients.ts';
import { eventually } from './eventually.ts';
import { programIn } from './template.ts';

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

/**
 * Creates or (with `id`) updates a stack, and waits for it: directly where the template is small enough, otherwise through
 * a bucket, as the console does. Throws when it rolls back.
 */
export async function deploy(
  clients: Clients,
  template: string,
  parameters: Parameters,
  stack: { readonly name: string } | { readonly id: string },
): Promise<Deployed> {
  const { cloudFormation } = clients;
  const input = {
    ...(await templateInput(clients, template)),
    Capabilities: ['CAPABILITY_NAMED_IAM' as const],
    Parameters: Object.entries({ ...programIn(template), ...parameters }).map(
      ([ParameterKey, ParameterValue]) => {
        return { ParameterKey, ParameterValue };
      },
    ),
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

async function templateInput({ s3, endpoint }: Clients, template: string) {
  if (Buffer.byteLength(template) <= DIRECT_BYTES) return { TemplateBody: template };
  const where = { Bucket: 'cf-templates-e2e', Key: 'template.yaml' };
  await s3.send(new CreateBucketCommand({ Bucket: where.Bucket }));
  await s3.send(new PutObjectCommand({ ...where, Body: template }));
  return { TemplateURL: `${endpoint}/${where.Bucket}/${where.Key}` };
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

/** Logical and physical id of every resource of a stack: equal before and after where none was replaced. */
export async function listIdentities(clients: Clients, id: string): Promise<unknown> {
  const resources = await listResources(clients, id);
  return resources.map((one) => [one.LogicalResourceId, one.PhysicalResourceId]);
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

import {
  type CloudFormationClient,
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribeEventsCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  GetTemplateCommand,
} from '@aws-sdk/client-cloudformation';
import type { Clock } from '../bell/ports.ts';
import { LoginbellError } from '../errors.ts';
import type { StackChange, StackEvent, StackOutcome, StackState } from '../installation/stack.ts';
import { isAwsError } from './awsErrors.ts';
import { eventsSince, knownEvents } from './stackEvents.ts';
import { explainReason } from './stackFailure.ts';

/** The stacks of one account and region. Errors are the SDK's own. */
export type Stacks = {
  /** By name or id; `undefined` where there is none. */
  find(name: string): Promise<StackState | undefined>;
  /** The stack that a resource, known by its physical name, belongs to. */
  findByResource(physicalId: string): Promise<StackState | undefined>;
  /** The template as it was last submitted. */
  template(name: string): Promise<string>;
  /** Creates or updates, and yields what happens until it is over. */
  change(change: StackChange): AsyncGenerator<StackEvent, StackOutcome>;
  /** Deletes, and yields what happens until it is gone. */
  remove(id: string): AsyncGenerator<StackEvent, StackOutcome>;
};

type Deps = { readonly client: CloudFormationClient; readonly clock: Clock };

export function createStacks({ client, clock }: Deps): Stacks {
  const find = async (name: string) => {
    try {
      const { Stacks: [stack] = [] } = await client.send(
        new DescribeStacksCommand({ StackName: name }),
      );
      return stack === undefined ? undefined : stateOf(stack);
    } catch (error) {
      if (isAwsError(error, 'not-found')) return undefined;
      throw error;
    }
  };
  return {
    find,
    findByResource: async (physicalId) => {
      try {
        const { StackResources: [resource] = [] } = await client.send(
          new DescribeStackResourcesCommand({ PhysicalResourceId: physicalId }),
        );
        return resource?.StackName === undefined ? undefined : await find(resource.StackName);
      } catch (error) {
        if (isAwsError(error, 'not-found')) return undefined;
        throw error;
      }
    },
    template: async (name) => {
      const { TemplateBody = '' } = await client.send(new GetTemplateCommand({ StackName: name }));
      return TemplateBody;
    },
    change: (change) => changeStack({ client, clock }, change),
    async *remove(id) {
      const known = await knownEvents(client, id);
      await client.send(new DeleteStackCommand({ StackName: id }));
      return yield* follow({ client, clock }, id, known);
    },
  };
}

/**
 * By a change set, for three reasons: CloudFormation itself says whether anything changes; what an uninstalled stack
 * left behind is taken over instead of colliding (ImportExistingResources); what cannot work fails before it starts.
 */
async function* changeStack(
  { client, clock }: Deps,
  { kind, name, body, parameters }: StackChange,
): AsyncGenerator<StackEvent, StackOutcome> {
  const { Id: ChangeSetName = '', StackId: id = name } = await client.send(
    new CreateChangeSetCommand({
      StackName: name,
      ChangeSetName: `loginbell-${clock.now()}`,
      ChangeSetType: kind === 'create' ? 'CREATE' : 'UPDATE',
      TemplateBody: body,
      Capabilities: ['CAPABILITY_NAMED_IAM'],
      Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) =>
        ParameterValue === undefined
          ? { ParameterKey, UsePreviousValue: true }
          : { ParameterKey, ParameterValue },
      ),
      ...(kind === 'create' ? { ImportExistingResources: true } : {}),
    }),
  );
  const { isReady, reason } = await changeSetReady({ client, clock }, ChangeSetName, id);
  if (!isReady) {
    const detail = reason.includes('EarlyValidation')
      ? await validationDetail(client, ChangeSetName)
      : undefined;
    if (kind === 'create') await client.send(new DeleteStackCommand({ StackName: id }));
    else await client.send(new DeleteChangeSetCommand({ ChangeSetName, StackName: id }));
    if (/didn't contain changes|No updates are to be performed/.test(reason)) {
      return { ok: true, changed: false };
    }
    throw new LoginbellError(
      'stack-failed',
      `the stack ${name}: ${explainReason(detail ?? reason)}`,
    );
  }
  const known = await knownEvents(client, id);
  await client.send(new ExecuteChangeSetCommand({ ChangeSetName, StackName: id }));
  return yield* follow({ client, clock }, id, known);
}

async function changeSetReady(
  { client, clock }: Deps,
  ChangeSetName: string,
  StackName: string,
): Promise<{ readonly isReady: boolean; readonly reason: string }> {
  for (let waits = 0; ; waits += 1) {
    const { Status, StatusReason: reason = '' } = await client.send(
      new DescribeChangeSetCommand({ ChangeSetName, StackName }),
    );
    if (Status === 'CREATE_COMPLETE') return { isReady: true, reason };
    if (Status === 'FAILED') return { isReady: false, reason };
    await clock.sleep(pause(waits));
  }
}

/** What CloudFormation's early validation found, which the change set's own reason does not say. */
async function validationDetail(
  client: CloudFormationClient,
  ChangeSetName: string,
): Promise<string | undefined> {
  const { OperationEvents = [] } = await client.send(
    new DescribeEventsCommand({ ChangeSetName, Filters: { FailedEvents: true } }),
  );
  const failed = OperationEvents.find(
    ({ ValidationStatusReason }) => ValidationStatusReason !== undefined,
  );
  if (failed === undefined) return undefined;
  return `${failed.LogicalResourceId ?? ''}: ${failed.ValidationStatusReason}`;
}

/** Yields events as they come, until the stack's own event says that it is over. */
async function* follow(
  { client, clock }: Deps,
  id: string,
  known: ReadonlySet<string>,
): AsyncGenerator<StackEvent, StackOutcome> {
  const seen = new Set(known);
  const events: StackEvent[] = [];
  for (let waits = 0; ; waits += 1) {
    for (const event of await eventsSince(client, id, seen)) {
      seen.add(event.id);
      events.push(event);
      yield event;
      if (!event.ofStack || event.status.endsWith('_IN_PROGRESS')) continue;
      const ok = /^(CREATE|UPDATE|IMPORT|DELETE)_COMPLETE$/.test(event.status);
      return ok ? { ok, changed: true } : { ok, status: event.status, events };
    }
    await clock.sleep(pause(waits));
  }
}

/** Quick at first, since small changes are done at once; then seldom enough for CloudFormation's rate. */
function pause(waits: number): number {
  return Math.min(3000, 250 * 2 ** Math.min(waits, 10));
}

type RawStack = {
  readonly StackName?: string | undefined;
  readonly StackId?: string | undefined;
  readonly StackStatus?: string | undefined;
  readonly CreationTime?: Date | undefined;
  readonly Parameters?:
    | readonly {
        readonly ParameterKey?: string | undefined;
        readonly ParameterValue?: string | undefined;
      }[]
    | undefined;
  readonly Outputs?:
    | readonly {
        readonly OutputKey?: string | undefined;
        readonly OutputValue?: string | undefined;
      }[]
    | undefined;
};

function stateOf(stack: RawStack): StackState {
  const { StackName: name = '', StackId: id = name, StackStatus: status = '' } = stack;
  return {
    name,
    id,
    status,
    ...(stack.CreationTime === undefined ? {} : { createdAt: stack.CreationTime.getTime() }),
    parameters: Object.fromEntries(
      (stack.Parameters ?? []).map((one) => [one.ParameterKey ?? '', one.ParameterValue ?? '']),
    ),
    outputs: Object.fromEntries(
      (stack.Outputs ?? []).map((one) => [one.OutputKey ?? '', one.OutputValue ?? '']),
    ),
  };
}

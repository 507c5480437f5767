import { type AwsAnswer, type AwsCall, AwsFault, type TestAws } from './awsServer.ts';
import { ACCOUNT } from './records.ts';

/** One event that a change or a deletion brings: resource, status, and CloudFormation's reason. */
export type ScriptedEvent = readonly [logicalId: string, status: string, reason?: string];

export type FakeStack = {
  readonly name: string;
  readonly region: string;
  readonly id: string;
  status: string;
  body: string;
  parameters: Record<string, string>;
  outputs: Record<string, string>;
  /** What has happened, newest first, and what is still to come: one event a look at the events. */
  readonly events: object[];
  readonly coming: ScriptedEvent[];
};

/** CloudFormation's API, whose stacks do what they are told to. */
export type FakeCloudFormation = {
  /** By name, those of other regions than us-east-1 by `name in region`. */
  readonly stacks: Map<string, FakeStack>;
  /** What the next change of a stack brings; by default it succeeds with one resource. */
  readonly scripts: Map<string, readonly ScriptedEvent[]>;
  /** Why the next change set of a stack fails, instead. */
  readonly refusals: Map<string, string>;
  /** Puts a stack there. */
  add(name: string, changes?: Partial<FakeStack>): FakeStack;
};

/** Events on a page of DescribeStackEvents; CloudFormation's are longer. */
const PAGE = 2;

/** The region that tests call home. */
const HOME = 'us-east-1';

function keyOf({ name, region }: Pick<FakeStack, 'name' | 'region'>): string {
  return region === HOME ? name : `${name} in ${region}`;
}

type ChangeSet = { readonly stack: FakeStack; readonly call: AwsCall; readonly reason: string };

export function addCloudFormation(aws: TestAws): FakeCloudFormation {
  const stacks = new Map<string, FakeStack>();
  const changeSets = new Map<string, ChangeSet>();
  let [ids, time] = [0, Date.parse('2026-03-02T09:30:00Z')];
  const fake: FakeCloudFormation = {
    stacks,
    scripts: new Map(),
    refusals: new Map(),
    add: (name, changes = {}) => {
      ids += 1;
      const { region = HOME } = changes;
      const id = `arn:aws:cloudformation:${region}:${ACCOUNT}:stack/${name}/${ids}`;
      const empty = {
        status: 'CREATE_COMPLETE',
        body: '',
        parameters: {},
        outputs: {},
        events: [],
        coming: [],
      };
      const stack: FakeStack = { name, region, id, ...empty, ...changes };
      stacks.set(keyOf(stack), stack);
      return stack;
    },
  };
  const find = (call: AwsCall) => {
    const wanted = String(call.input['StackName']);
    const named = stacks.get(keyOf({ name: wanted, region: call.region }));
    return named ?? [...stacks.values()].find(({ id }) => id === wanted);
  };
  const missing = (call: AwsCall) =>
    new AwsFault('ValidationError', `Stack with id ${call.input['StackName']} does not exist`);
  const happens = (stack: FakeStack, [logicalId, status, reason]: ScriptedEvent) => {
    ids += 1;
    time += 1000;
    const ofStack = logicalId === stack.name;
    if (ofStack) stack.status = status;
    stack.events.unshift({
      EventId: `e${ids}`,
      StackId: stack.id,
      StackName: stack.name,
      LogicalResourceId: logicalId,
      PhysicalResourceId: ofStack ? stack.id : logicalId.toLowerCase(),
      ResourceType: ofStack ? 'AWS::CloudFormation::Stack' : 'AWS::SNS::Topic',
      ResourceStatus: status,
      ResourceStatusReason: reason,
      Timestamp: new Date(time).toISOString(),
    });
    if (!ofStack || status !== 'DELETE_COMPLETE') return;
    // Gone by its name, still there by its id.
    stacks.delete(keyOf(stack));
    stacks.set(stack.id, stack);
  };
  const play = (stack: FakeStack, verb: string) => {
    const usual: readonly ScriptedEvent[] = [
      [stack.name, `${verb}_IN_PROGRESS`],
      ['SendEmailTopic', `${verb}_COMPLETE`],
      [stack.name, `${verb}_COMPLETE`],
    ];
    stack.coming.push(...(fake.scripts.get(keyOf(stack)) ?? usual));
    fake.scripts.delete(keyOf(stack));
  };
  const answer = (action: string, act: (call: AwsCall) => AwsAnswer) =>
    aws.answers.set(`cloudformation.${action}`, act);

  answer('DescribeStacks', (call) => {
    const stack = find(call);
    return stack === undefined ? missing(call) : { Stacks: [described(stack)] };
  });
  answer('DescribeStackResources', (call) => {
    const physicalId = call.input['PhysicalResourceId'];
    const owner = [...stacks.values()].find(
      ({ outputs, region }) =>
        region === call.region &&
        [outputs['FunctionName'], outputs['RuleName']].includes(String(physicalId)),
    );
    return owner === undefined
      ? new AwsFault('ValidationError', `Stack for ${physicalId} does not exist`)
      : { StackResources: [{ StackName: owner.name }] };
  });
  answer('GetTemplate', (call) => ({ TemplateBody: find(call)?.body ?? '' }));
  answer('DescribeStackEvents', (call) => {
    const stack = find(call);
    if (stack === undefined) return missing(call);
    const start = Number(call.input['NextToken'] ?? 0);
    const next = start === 0 ? stack.coming.shift() : undefined;
    if (next !== undefined) happens(stack, next);
    const end = start + PAGE;
    return {
      StackEvents: stack.events.slice(start, end),
      NextToken: end < stack.events.length ? String(end) : undefined,
    };
  });
  answer('CreateChangeSet', (call) => {
    const isNew = call.input['ChangeSetType'] === 'CREATE';
    const name = String(call.input['StackName']);
    const stack = isNew
      ? fake.add(name, { status: 'REVIEW_IN_PROGRESS', region: call.region })
      : find(call);
    if (stack === undefined) return missing(call);
    const id = `arn:aws:cloudformation:us-east-1:${ACCOUNT}:changeSet/c/${changeSets.size}`;
    changeSets.set(id, { stack, call, reason: fake.refusals.get(keyOf(stack)) ?? '' });
    return { Id: id, StackId: stack.id };
  });
  answer('DescribeChangeSet', ({ input }) => {
    const { reason = '' } = changeSets.get(String(input['ChangeSetName'])) ?? {};
    return reason === ''
      ? { Status: 'CREATE_COMPLETE' }
      : { Status: 'FAILED', StatusReason: reason };
  });
  answer('DeleteChangeSet', () => ({}));
  answer('ExecuteChangeSet', ({ input }) => {
    const set = changeSets.get(String(input['ChangeSetName']));
    if (set === undefined) return new AwsFault('ChangeSetNotFound', 'no such change set');
    const { stack, call } = set;
    const isNew = stack.status === 'REVIEW_IN_PROGRESS';
    stack.parameters = parametersOf(call.input, stack.parameters);
    stack.body = String(call.input['TemplateBody']);
    play(stack, isNew ? 'CREATE' : 'UPDATE');
    return {};
  });
  answer('DeleteStack', (call) => {
    const stack = find(call);
    if (stack === undefined) return {};
    play(stack, 'DELETE');
    return {};
  });
  return fake;
}

function described({ name, id, status, parameters, outputs }: FakeStack): object {
  return {
    StackName: name,
    StackId: id,
    StackStatus: status,
    CreationTime: '2026-03-02T09:30:00Z',
    Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => {
      return { ParameterKey, ParameterValue };
    }),
    Outputs: Object.entries(outputs).map(([OutputKey, OutputValue]) => ({
      OutputKey,
      OutputValue,
    })),
  };
}

function parametersOf(
  input: AwsCall['input'],
  before: Readonly<Record<string, string>>,
): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (let i = 1; `Parameters.member.${i}.ParameterKey` in input; i += 1) {
    const key = String(input[`Parameters.member.${i}.ParameterKey`]);
    const value = input[`Parameters.member.${i}.ParameterValue`] ?? before[key];
    if (value !== undefined) parameters[key] = String(value);
  }
  return parameters;
}

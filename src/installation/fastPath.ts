import { LoginbellError, reasonOf } from '../errors.ts';
import type {
  DeployFacts,
  FastPathFacts,
  FastPathRequest,
  FastPathStack,
  FastPathWork,
} from './deployFacts.ts';
import { installationWords } from './installationWords.ts';
import type { PlanStep } from './plan.ts';
import { planStack, type WantedParameters } from './planStack.ts';
import { refuseUnusable } from './refuseUnusable.ts';
import { type AwsPlace, partitionOf } from './resourceNames.ts';
import { isUsable } from './stack.ts';

/**
 * Where sign-ins are recorded that name no region of their own: the root user's in us-east-1, those of IAM users in any of
 * these. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html
 */
export const SIGN_IN_REGIONS = ['ap-southeast-2', 'eu-north-1', 'us-east-1', 'us-east-2'] as const;

/** What becomes of the fast path: steps of the plan, the work of each region, and the regions that were asked for in vain. */
export type FastPathPlan = {
  readonly steps: readonly PlanStep[];
  readonly works: readonly FastPathWork[];
  readonly undo: readonly string[];
  /** Regions that were asked for and get none, each with the reason. */
  readonly passedOver: readonly { readonly region: string; readonly reason: string }[];
};

const NOTHING: FastPathPlan = { steps: [], works: [], undo: [], passedOver: [] };

/**
 * Decides what becomes of the stack of the fast path in every region. One region that cannot have it, or that cannot be
 * worked in, is passed over with its reason and hinders no other. Throws a `bad-input` error where this loginbell brings no
 * such template.
 */
export function planFastPath(
  request: FastPathRequest | undefined,
  values: WantedParameters,
  facts: DeployFacts,
): FastPathPlan {
  const { fastPath, place, names } = facts;
  if (fastPath === undefined) {
    if (request === undefined) return NOTHING;
    throw new LoginbellError('bad-input', 'this loginbell brings no template fast-path.yaml');
  }
  const wanted = wantedRegions(request, fastPath, place);
  const passedOver: { region: string; reason: string }[] = [];
  const steps: PlanStep[] = [];
  const works: FastPathWork[] = [];
  const undo = new Set<string>();
  for (const region of wanted) {
    const stack = fastPath.stacks.find((one) => one.region === region);
    const reason = whyNot(region, stack, facts, fastPath);
    if (reason !== undefined || stack === undefined) {
      passedOver.push({ region, reason: reason ?? 'it was not looked at' });
      continue;
    }
    const planned = planStack({ ...stack, ...fastPath.twins }, values, facts);
    steps.push(planned.step);
    for (const line of planned.undo) undo.add(line);
    if (planned.work !== undefined)
      works.push({ region, name: stack.stackName, work: planned.work });
  }
  for (const stack of fastPath.stacks) {
    const { region, state, stackName } = stack;
    if (state === undefined || wanted.includes(region)) continue;
    const reason = whyNot(region, stack, facts, fastPath);
    if (reason !== undefined) {
      passedOver.push({ region, reason });
      continue;
    }
    steps.push({
      action: 'delete',
      what: `stack ${stackName} in ${region}`,
      why: 'sign-ins there are told by the trail only, minutes later',
    });
    works.push({ region, name: stackName, removal: state.id });
  }
  for (const { region, reason } of passedOver) {
    steps.push({ action: 'skip', what: `the fast path in ${region}`, why: reason });
  }
  if (request !== undefined && fastPath.notListed !== undefined) {
    steps.push({
      action: 'skip',
      what: 'stacks of the fast path in regions that are not named',
      why: `the regions of the account are not known: ${fastPath.notListed}`,
    });
  }
  if (request !== undefined && facts.givenLogGroup !== undefined) {
    steps.push({
      action: 'keep',
      what: 'the trail of the log group that you named, which is not looked at',
      why: 'EventBridge hears of sign-ins only in regions where a trail records management events',
    });
  }
  if (works.some((one) => 'work' in one && one.work.change.kind === 'create')) {
    undo.add(`loginbell deploy${installationWords(names, place.region)} --no-fast-path`);
  }
  return { steps, works, undo: [...undo], passedOver };
}

/** The regions that are to have a stack, sorted; home among them whenever there are any, since all lead there. */
function wantedRegions(
  request: FastPathRequest | undefined,
  { stacks, switchedOn }: FastPathFacts,
  place: AwsPlace,
): readonly string[] {
  const there = stacks.filter(({ state }) => isUsable(state)).map(({ region }) => region);
  const { regions = 'usual' } = request ?? {};
  if (regions === 'none' || (request === undefined && there.length === 0)) return [];
  const usual = place.partition === 'aws' ? SIGN_IN_REGIONS : [];
  const named = {
    usual: there.length > 0 ? there : usual,
    all: switchedOn ?? usual,
  };
  const chosen = typeof regions === 'string' ? named[regions] : regions;
  return [...new Set([place.region, ...chosen])].sort();
}

/** Why a region cannot have a stack of the fast path, or cannot be worked in now; `undefined` where it can. */
function whyNot(
  region: string,
  stack: FastPathStack | undefined,
  { place, names }: DeployFacts,
  { switchedOn, unseen }: FastPathFacts,
): string | undefined {
  const seen = unseen.find((one) => one.region === region);
  if (partitionOf(region) !== place.partition) {
    return `it is in ${partitionOf(region)}, and this account in ${place.partition}`;
  }
  if (region !== place.region && place.partition !== 'aws') {
    return `EventBridge sends no events from one region to another in ${place.partition}; only ${place.region} can have it`;
  }
  if (region !== place.region && switchedOn !== undefined && !switchedOn.includes(region)) {
    return 'no region of this name is switched on in this account; is it spelt right?';
  }
  if (seen !== undefined) return seen.reason;
  if (stack === undefined) return undefined;
  try {
    refuseUnusable(stack, names, 'update');
  } catch (error) {
    return reasonOf(error);
  }
  return undefined;
}

import type { FastPathFacts, FastPathWork } from './deployFacts.ts';
import { installationWords } from './installationWords.ts';
import type { Plan, PlanStep } from './plan.ts';
import { refuseUnusable } from './refuseUnusable.ts';
import { type AwsPlace, type ResourceNames, resourceArns } from './resourceNames.ts';
import { type InstalledStack, type StackState, stackCondition } from './stack.ts';

/** Something that outlives its stack, and the command that removes it too. */
export type KeptThing = { readonly what: string; readonly why: string; readonly remove: string };

export type UninstallPlan = {
  readonly plan: Plan;
  /** In the order in which they go. */
  readonly removals: readonly StackState[];
  /** Of the fast path, side by side, before all others. */
  readonly fastPath: readonly FastPathWork[];
  readonly kept: readonly KeptThing[];
};

export type UninstallFacts = {
  readonly place: AwsPlace;
  readonly names: ResourceNames;
  readonly notification: InstalledStack;
  readonly trail: InstalledStack;
  readonly safetyNet: InstalledStack;
  readonly fastPath: FastPathFacts;
  /** Dead letters that go with the queue; `undefined` where nobody may look. */
  readonly letters: number | undefined;
};

/**
 * What goes and what stays. The trail goes last, so that the going of the rest is still recorded. Throws a
 * `stack-failed` error where a stack is not this installation's.
 */
export function planUninstall(
  { keepTrail }: { readonly keepTrail: boolean },
  { place, names, notification, trail, safetyNet, fastPath, letters }: UninstallFacts,
): UninstallPlan {
  const targets = [safetyNet, notification, ...(keepTrail ? [] : [trail])];
  for (const target of targets) refuseUnusable(target, names, 'delete');
  const removals = targets.flatMap(({ state }) => (state === undefined ? [] : [state]));
  const isGoing = ({ state }: InstalledStack) => state !== undefined && removals.includes(state);
  const hasRun = (one: InstalledStack) => isGoing(one) && one.deployed !== undefined;
  const kept = [
    ...(hasRun(notification) ? keptOfNotification(names, place) : []),
    ...(hasRun(safetyNet)
      ? [
          logGroup(
            names.safetyNetLogGroup,
            'what the hourly check did; empties itself',
            place.region,
          ),
        ]
      : []),
    ...(hasRun(trail) ? keptOfTrail(names, place) : []),
  ];
  for (const stack of fastPath.stacks) refuseUnusable(stack, names, 'delete');
  const fastRemovals = fastPath.stacks.flatMap(({ region, stackName: name, state }) =>
    state === undefined ? [] : [{ region, name, removal: state.id }],
  );
  const ofRemovals: readonly PlanStep[] = removals.map((state) => {
    const gone = whatGoes(state, { notification, trail, safetyNet });
    const note = stackCondition(state.status) === 'usable' ? gone : `${gone}; ${state.status}`;
    return { action: 'delete', what: `stack ${state.name}`, why: note };
  });
  const steps: PlanStep[] = [
    ...fastRemovals.map(
      ({ region, name }): PlanStep => ({
        action: 'delete',
        what: `stack ${name} in ${region}`,
        why: 'the fast path',
      }),
    ),
    ...ofRemovals,
    ...notLookedAt(fastPath, names),
  ];
  if (letters !== undefined && letters > 0) {
    steps.push({
      action: 'delete',
      what: `about ${letters} dead letters of queue ${names.deadLetters}`,
      why: 'sign-ins that nobody was told of; "loginbell redrive" tells them',
    });
  }
  if (keepTrail && trail.state !== undefined) {
    steps.push({ action: 'keep', what: `stack ${trail.stackName}`, why: 'the trail goes on' });
  }
  steps.push(...kept.map(({ what, why }): PlanStep => ({ action: 'keep', what, why })));
  return {
    removals,
    fastPath: fastRemovals,
    kept,
    plan: {
      title: `Uninstall loginbell from ${place.accountId}, ${place.region}`,
      steps,
      undo: [
        `loginbell deploy${installationWords(names, place.region)} --email … takes over what is kept`,
      ],
    },
  };
}

/** Where a stack of the fast path may be that nobody could look for. */
function notLookedAt(
  { unseen, notListed, stacks }: FastPathFacts,
  { fastPathStack }: ResourceNames,
): readonly PlanStep[] {
  const steps = unseen.map(
    ({ region, reason }): PlanStep => ({
      action: 'skip',
      what: `stack ${fastPathStack} in ${region}, if there is one`,
      why: reason,
    }),
  );
  if (notListed === undefined) return steps;
  const looked = stacks.map(({ region }) => region).join(', ');
  return [
    ...steps,
    {
      action: 'skip',
      what: `stacks ${fastPathStack} in other regions than ${looked}, if there are any`,
      why: notListed,
    },
  ];
}

function whatGoes(
  state: StackState,
  { trail, safetyNet }: Pick<UninstallFacts, 'notification' | 'trail' | 'safetyNet'>,
): string {
  if (state === trail.state) return 'the trail stops recording';
  if (state === safetyNet.state) return 'the hourly check';
  return 'nobody is told of sign-ins any more; subscriptions go with the topic';
}

function keptOfNotification(names: ResourceNames, { region }: AwsPlace): readonly KeptThing[] {
  return [
    {
      what: `table ${names.table}`,
      why: 'the history',
      remove: `aws dynamodb delete-table --region ${region} --table-name ${names.table}`,
    },
    logGroup(names.functionLogGroup, 'who was told what; empties itself', region),
  ];
}

function keptOfTrail(names: ResourceNames, place: AwsPlace): readonly KeptThing[] {
  const { trailLogGroup, trailBucket } = resourceArns(names, place);
  return [
    logGroup(trailLogGroup, 'records; empties itself', place.region),
    {
      what: `bucket ${trailBucket}`,
      why: 'evidence; old files go on expiring',
      remove: `empty ${trailBucket} in the S3 console (all versions), then delete it`,
    },
  ];
}

function logGroup(name: string, why: string, region: string): KeptThing {
  return {
    what: `log group ${name}`,
    why,
    remove: `aws logs delete-log-group --region ${region} --log-group-name ${name}`,
  };
}

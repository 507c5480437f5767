import { LoginbellError } from '../errors.ts';
import { ARTICLE_FUNCTION } from './articleByFilter.ts';
import { decideSource } from './decideSource.ts';
import type { DeployFacts, DeployRequest, DeployTarget, DeployWork } from './deployFacts.ts';
import { type FastPathPlan, planFastPath } from './fastPath.ts';
import { organizationSteps } from './organizationTrail.ts';
import type { Plan, PlanStep } from './plan.ts';
import { planStack } from './planStack.ts';
import { refuseUnusable } from './refuseUnusable.ts';
import { isUsable } from './stack.ts';

export type DeployPlan = {
  readonly plan: Plan;
  readonly works: readonly DeployWork[];
  /** After them, side by side. */
  readonly fastPath: Pick<FastPathPlan, 'works' | 'passedOver'>;
  /** Addresses that will be asked to confirm. */
  readonly asked: readonly string[];
};

/**
 * Decides what to deploy, without doing anything. Throws a `bad-input` error where something must be decided by a
 * person, and a `stack-failed` error where a stack cannot be worked on.
 */
export function planDeploy(request: DeployRequest, facts: DeployFacts): DeployPlan {
  const { place, names } = facts;
  for (const target of [facts.trail, facts.notification, facts.safetyNet]) {
    if (target !== undefined) refuseUnusable(target, names, 'update');
  }
  if (!isUsable(facts.notification.state) && !request.noEmail && !request.parameters['Email']) {
    throw new LoginbellError(
      'bad-input',
      'nobody would be told; add --email you@example.com, or --no-email to subscribe people yourself',
    );
  }
  refuseSharedTopic(facts);
  const source = decideSource(request, facts);
  const given = withAlarmEmail({ ...request.parameters, ...source.parameters });
  const { state } = facts.notification;
  const before = isUsable(state) ? state.parameters : {};
  const works: DeployWork[] = [];
  const undos = new Set<string>();
  const steps: PlanStep[] = [
    ...source.steps,
    ...organizationSteps(request, source, facts),
    ...articleSteps(facts),
  ];
  const add = (target: DeployTarget, defaults: Readonly<Record<string, string>>) => {
    const { step, work, undo } = planStack(target, { given, defaults }, facts);
    steps.push(step);
    if (work !== undefined) works.push(work);
    for (const line of undo) undos.add(line);
  };
  const first = { ...request.defaults, ResourceSuffixName: names.suffix };
  if (source.makesTrail || isUsable(facts.trail.state)) add(facts.trail, first);
  add(facts.notification, first);
  // What both templates ask for, a key for one, the safety net takes from the notification.
  if (facts.safetyNet !== undefined && (request.safetyNet || isUsable(facts.safetyNet.state))) {
    add(facts.safetyNet, { ...first, ...withAlarmEmail(before) });
  }
  const fastPath = planFastPath(
    request.fastPath,
    { given: { ...given, HomeRegion: place.region }, defaults: { ...first, ...before } },
    facts,
  );
  steps.push(...fastPath.steps);
  for (const line of fastPath.undo) undos.add(line);
  const asked = ['Email', 'AlarmEmail'].flatMap((key) => {
    const address = request.parameters[key];
    return address === undefined || address === '' || address === before[key] ? [] : [address];
  });
  for (const address of asked) {
    steps.push({ action: 'send', what: `a request to confirm, to ${address}` });
  }
  const where = `${place.accountId}, ${place.region}`;
  return {
    works,
    fastPath,
    asked,
    plan: {
      title: `${titleOf(works, fastPath.works.length)} ${where}`,
      steps,
      undo: [...undos],
    },
  };
}

/** What "Moving from the article's stack" of docs/deploy.md says, where its topic would be ours too. */
function refuseSharedTopic({ article, names, notification }: DeployFacts): void {
  if (article === undefined || article.suffix !== names.suffix || isUsable(notification.state))
    return;
  throw new LoginbellError(
    'bad-input',
    `the ${thingOf(article)} is that of the article, and its topic is ${names.topic} too; add --suffix ${freeSuffix(article.suffix)}, so that the two share nothing. Then take over its history: ${TAKE_OVER} --suffix ${freeSuffix(article.suffix)} (docs/deploy.md, "Moving from the article's stack")`,
  );
}

function thingOf({ stackName }: NonNullable<DeployFacts['article']>): string {
  return stackName === undefined ? `function ${ARTICLE_FUNCTION}` : `stack ${stackName}`;
}

const TAKE_OVER = 'loginbell backfill --from history.json';

function freeSuffix(taken: string): string {
  return taken === 'bell01' ? 'bell02' : 'bell01';
}

function articleSteps({ article, names, notification }: DeployFacts): readonly PlanStep[] {
  if (article === undefined || isUsable(notification.state)) return [];
  return [
    {
      action: 'keep',
      what: thingOf(article),
      why: `of the article; it goes on telling until you delete it, and its history comes over by "${TAKE_OVER} --suffix ${names.suffix}"`,
    },
  ];
}

function titleOf(works: readonly DeployWork[], elsewhere: number): string {
  if (works.length + elsewhere === 0) return 'loginbell in';
  const isUpdate = works.every(({ change }) => change.kind === 'update');
  return isUpdate ? 'Update loginbell in' : 'Install loginbell in';
}

/** safety-net.yaml wants to know only whether the notification has a second address. */
function withAlarmEmail(
  parameters: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const { AlarmEmail } = parameters;
  if (AlarmEmail === undefined) return parameters;
  return { ...parameters, HasAlarmEmail: String(AlarmEmail !== '') };
}

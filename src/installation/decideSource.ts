import { LoginbellError } from '../errors.ts';
import type { DeployFacts, DeployRequest } from './deployFacts.ts';
import type { PlanStep } from './plan.ts';
import { resourceArns } from './resourceNames.ts';
import { isUsable } from './stack.ts';
import {
  judgeTrailCandidate,
  logGroupReasons,
  preferredTrail,
  type TrailCandidate,
  type TrailVerdict,
} from './trails.ts';

/** Where the sign-ins come from: what was seen of it, and what the templates must be told. */
export type Source = {
  readonly makesTrail: boolean;
  readonly steps: readonly PlanStep[];
  readonly parameters: Readonly<Record<string, string>>;
};

/**
 * Which log group to listen to: the one that is given, the one that is listened to, a fitting trail's, or that of a
 * trail to be made. Throws where making a second trail would be the wrong thing to do unasked.
 */
export function decideSource(request: DeployRequest, facts: DeployFacts): Source {
  const { names, place } = facts;
  const listenTo = (name: string) => ({ ExistingCloudTrailLogGroupName: name });
  if (request.logGroup !== undefined) {
    const reasons = facts.givenLogGroup && logGroupReasons(facts.givenLogGroup, names);
    if (reasons !== undefined && reasons.length > 0) {
      throw new LoginbellError(
        'bad-input',
        `--log-group ${request.logGroup} in ${place.region}: ${reasons.join('; ')}`,
      );
    }
    const step: PlanStep = {
      action: 'keep',
      what: `log group ${request.logGroup}`,
      why: 'as given',
    };
    return { makesTrail: false, steps: [step], parameters: listenTo(request.logGroup) };
  }
  if (isUsable(facts.notification.state)) return { makesTrail: false, steps: [], parameters: {} };
  const judged = facts.candidates.map((trail) => {
    return { trail, verdict: judgeFor(request, trail, facts) };
  });
  const fitting = judged.flatMap(({ trail, verdict }) =>
    verdict.fits ? [{ ...trail, listens: verdict.logGroup }] : [],
  );
  const trailLess = (facts.trailLess ?? []).map(
    (name): PlanStep => ({
      action: 'keep',
      what: `log group ${name}`,
      why: `not used: CloudTrail writes it without a trail, the events of ${place.region} alone; to listen to it all the same, --log-group ${name}`,
    }),
  );
  const chosen = request.newTrail ? undefined : preferredTrail(fitting, names);
  const ofTrails = judged.map(({ trail, verdict }): PlanStep => {
    const what = `trail ${trail.name}`;
    if (trail.arn === chosen?.arn) {
      return {
        action: 'keep',
        what,
        why: `it fits: loginbell listens to its log group ${chosen.listens}`,
      };
    }
    const why = verdict.fits ? 'it would fit too' : verdict.reasons.join('; ');
    return { action: 'keep', what, why: `not used: ${why}` };
  });
  const steps = [...ofTrails, ...trailLess];
  if (chosen !== undefined)
    return { makesTrail: false, steps, parameters: listenTo(chosen.listens) };
  const elsewhere = judged.find(({ verdict }) => !verdict.fits && verdict.fitsIn !== undefined);
  if (elsewhere !== undefined && !elsewhere.verdict.fits && !request.newTrail) {
    throw new LoginbellError(
      'bad-input',
      `the trail ${elsewhere.trail.name} fits, but its log group is in ${elsewhere.verdict.fitsIn}; add --region ${elsewhere.verdict.fitsIn}, or --new-trail to make a second one here (a second copy of events is charged)`,
    );
  }
  const own = judged.find(({ trail }) => trail.name === names.trail);
  if (isUsable(facts.trail.state) && own !== undefined && !own.verdict.fits) {
    throw new LoginbellError(
      'stack-failed',
      `the trail ${own.trail.name} of the stack ${facts.trail.stackName} is there, but ${own.verdict.reasons.join('; ')}; repair that first`,
    );
  }
  const mendable = judged.find(({ verdict }) => !verdict.fits && verdict.wayOut !== undefined);
  if (mendable !== undefined && !mendable.verdict.fits && !request.newTrail && own === undefined) {
    const { trail, verdict } = mendable;
    throw new LoginbellError(
      'bad-input',
      `the trail ${trail.name} would do, but ${verdict.reasons.join('; ')}; ${verdict.wayOut}, or add --new-trail to make a second one here (a second copy of events is charged, docs/cost.md)`,
    );
  }
  return {
    makesTrail: true,
    steps,
    parameters: listenTo(resourceArns(names, place).trailLogGroup),
  };
}

/** The trail of our own stack becomes the organization's; any other of one account is not what was asked for. */
function judgeFor(
  { organizationId }: DeployRequest,
  trail: TrailCandidate,
  { names, place, trail: { state } }: DeployFacts,
): TrailVerdict {
  const isOwn = trail.name === names.trail && isUsable(state);
  if (organizationId !== undefined && !trail.organization && !isOwn) {
    return { fits: false, reasons: ['it is of one account, and you ask for the organization'] };
  }
  return judgeTrailCandidate(trail, { names, place });
}

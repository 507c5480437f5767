import type { Plan, PlanStep } from '../installation/plan.ts';
import { type BackfillRun, partsOf } from './backfillRegions.ts';
import { plural } from './plural.ts';

/** What a backfill will do, as far as its progress is known. */
export function planBackfill(run: BackfillRun): Plan {
  const { span, target, progress } = run;
  const isLeft = (part: string) => progress.left(part, span).length > 0;
  const isBegun = (part: string) =>
    progress.left(part, span).some(({ since, until }) => since > span.since || until < span.until);
  const parts = partsOf(run);
  const regionsLeft = new Set(parts.filter(isLeft).map((part) => part.split(' ')[0]));
  const begun = parts.some((part) => !isLeft(part) || isBegun(part));
  const steps: PlanStep[] = [
    {
      action: 'send',
      what: `look-ups of CloudTrail's event history in ${plural(regionsLeft.size, 'region')}`,
      why: 'two a second in each, as CloudTrail allows',
    },
    {
      action: 'create',
      what: `one row for each sign-in that is not known yet, in ${target.name}`,
      why: 'muted: nobody is told of them',
    },
  ];
  if (begun) {
    const what = 'what an earlier run took in before it was stopped';
    steps.push({ action: 'keep', what, why: 'this one goes on from there' });
  }
  const { listensSince = span.until } = target;
  if (span.until > listensSince) {
    steps.push({
      action: 'keep',
      what: `silent about what happened since ${minuteOf(listensSince)} and was not told yet`,
      why: 'you named an end with --until',
    });
  }
  return {
    title: `Take in the sign-ins (${target.events}) from ${minuteOf(span.since)} to ${minuteOf(span.until)}`,
    steps,
    undo: [
      target.retentionDays === undefined
        ? 'the rows stay; they hold what CloudTrail knows anyway'
        : `the rows expire ${plural(target.retentionDays, 'day')} after the sign-in, and no sooner than a week from now`,
    ],
  };
}

function minuteOf(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

import type { HealthFacts, ManagementEvents, TrailFacts } from './facts.ts';
import { broken, dependsOn, given, type Judged, type Judgements, minuteOf, ok } from './judged.ts';

/** Longer than this without a delivery is a fault: the function alone makes write events every day. */
const STALE = 24 * 3_600_000;

/** The trail: is there one, is it on, does it deliver, does it record what matters? */
export function judgeTrail(facts: HealthFacts): Judgements {
  const { trails } = facts;
  const trail = trails.seen ? bestOf(trails.value) : undefined;
  return {
    trail: given(trails, () => judgeReach(trail)),
    logging: withTrail(trail, ({ arn, status }) =>
      given(status, ({ logging }) => {
        return (logging ? ok : broken)(logging ? 'logging-ok' : 'logging-stopped', { trail: arn });
      }),
    ),
    delivery: withTrail(trail, (one) => judgeDelivery(one, facts.at)),
    events: withTrail(trail, ({ arn, events }) => given(events, (seen) => judgeEvents(arn, seen))),
  };
}

/** Of several trails to one log group, the one that serves best decides. */
function bestOf(trails: readonly TrailFacts[]): TrailFacts | undefined {
  const isOn = ({ status }: TrailFacts) => !status.seen || status.value.logging;
  return (
    trails.find((trail) => trail.multiRegion && isOn(trail)) ??
    trails.find(({ multiRegion }) => multiRegion) ??
    trails[0]
  );
}

function withTrail(trail: TrailFacts | undefined, judge: (trail: TrailFacts) => Judged): Judged {
  return trail === undefined ? dependsOn('trail') : judge(trail);
}

function judgeReach(trail: TrailFacts | undefined): Judged {
  if (trail === undefined) return broken('trail-none');
  const { arn, multiRegion } = trail;
  return multiRegion
    ? ok('trail-ok', { trail: arn })
    : broken('trail-single-region', { trail: arn });
}

function judgeDelivery({ arn, status }: TrailFacts, at: number): Judged {
  return given(status, ({ logging, deliveryError, deliveredAt }) => {
    if (!logging) return dependsOn('logging');
    if (deliveryError !== '') return broken('delivery-error', { trail: arn, error: deliveryError });
    if (deliveredAt === undefined) return broken('delivery-never', { trail: arn });
    const values = { trail: arn, time: minuteOf(deliveredAt) };
    return at - deliveredAt > STALE ? broken('delivery-stale', values) : ok('delivery-ok', values);
  });
}

function judgeEvents(trail: string, events: ManagementEvents): Judged {
  switch (events.kind) {
    case 'recorded':
      return ok('events-ok');
    case 'not-recorded':
      return broken('events-missing', { trail });
    case 'narrowed':
      return { verdict: 'unknown', finding: 'events-narrowed', values: { trail, by: events.by } };
  }
}

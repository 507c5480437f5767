import {
  type CloudTrailClient,
  LookupEventsCommand,
  type LookupEventsCommandOutput,
} from '@aws-sdk/client-cloudtrail';
import type { Clock } from '../bell/ports.ts';
import type { Extracted } from '../envelopes/recordsOf.ts';
import { textAt } from '../signin/fields.ts';
import { parseJson } from '../signin/parseJson.ts';
import { mayPass } from './errorKinds.ts';
import { awsError } from './serviceErrors.ts';

/** Milliseconds between two requests: CloudTrail allows two a second for an account and region. */
const SPACING = 500;
/** Tries of one page; between them 1, 2, 4, 8 and 16 seconds. */
const ATTEMPTS = 6;

/** LookupEvents takes one condition. Absent: every management event. */
export type LookupFilter = {
  readonly key: 'EventName' | 'EventSource' | 'EventId';
  readonly value: string;
};

/** `since` and `until`: milliseconds since the epoch, both inclusive, at most 90 days back. */
export type LookupQuery = {
  readonly filter?: LookupFilter;
  readonly since: number;
  readonly until: number;
};

/** Looks events up in one region; all calls of one lookup together keep to the rate. */
export type EventLookup = (query: LookupQuery) => AsyncGenerator<Extracted>;

/**
 * The event history of one region, newest first: raw records, ready for `ring`. Needs no trail, and lags up
 * to 15 minutes behind. Pages of 50, at most two requests a second however many queries run at once, so
 * make one lookup for a region and keep it. Throttling and lost answers are tried again for half a minute.
 *
 * Give it a client with `maxAttempts: 1`: the client's own retries would not keep to the rate. Rejects with
 * `aws-failed` that names region and permission. Source: LookupEvents in the CloudTrail API reference.
 *
 *     const lookup = createEventLookup({ client, region: 'eu-west-1', clock: systemClock });
 *     for await (const extracted of lookup({ filter, since, until })) …
 */
export function createEventLookup(deps: {
  readonly client: CloudTrailClient;
  /** For messages. */
  readonly region: string;
  readonly clock: Clock;
}): EventLookup {
  const { client, region, clock } = deps;
  let nextFree = 0;

  async function inTurn(): Promise<void> {
    const now = clock.now();
    const slot = Math.max(now, nextFree);
    nextFree = slot + SPACING;
    if (slot > now) await clock.sleep(slot - now);
  }

  async function loadPage(command: LookupEventsCommand): Promise<LookupEventsCommandOutput> {
    for (let attempt = 1; ; attempt += 1) {
      await inTurn();
      try {
        return await client.send(command);
      } catch (error) {
        if (attempt === ATTEMPTS || !mayPass(error)) {
          const what = `The events of ${region} could not be looked up`;
          throw awsError(what, 'cloudtrail:LookupEvents', error);
        }
        await clock.sleep(1000 * 2 ** (attempt - 1));
      }
    }
  }

  return async function* lookupEvents({ filter, since, until }) {
    for (let NextToken: string | undefined; ; ) {
      const page = await loadPage(
        new LookupEventsCommand({
          StartTime: new Date(since),
          EndTime: new Date(until),
          MaxResults: 50,
          ...(filter && {
            LookupAttributes: [{ AttributeKey: filter.key, AttributeValue: filter.value }],
          }),
          NextToken,
        }),
      );
      for (const { CloudTrailEvent = '' } of page.Events ?? []) {
        yield recordIn(CloudTrailEvent, filter !== undefined);
      }
      NextToken = page.NextToken;
      if (!NextToken) return;
    }
  };
}

/**
 * The record in an entry's `CloudTrailEvent`. What a filter chose must ring, readable or not. Not by
 * `recordsOf`, whose many envelopes the safety net's template has no room for.
 */
function recordIn(text: string, preselected: boolean): Extracted {
  const record = parseJson(text);
  if (textAt(record, ['eventName']) !== '') return { kind: 'record', record };
  const reason = 'it is not JSON with an eventName';
  return { kind: 'unreadable', text: text.slice(0, 8192), reason, preselected };
}

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createEventLookup, type LookupQuery } from '../../src/aws/lookupEvents.ts';
import { loadRegions } from '../../src/aws/regions.ts';
import type { Extracted } from '../../src/envelopes/recordsOf.ts';
import { parseRegions } from '../../src/settings.ts';
import { startCloudTrail, type TestCloudTrail } from '../fakes/cloudTrailServer.ts';
import { createFakeClock } from '../fakes/fakeClock.ts';
import { consoleLogin, eventIdFor } from '../fakes/records.ts';

let trail: TestCloudTrail;
beforeAll(async () => {
  trail = await startCloudTrail();
});
afterAll(() => trail.close());
beforeEach(() => {
  trail.events.clear();
  trail.calls.length = 0;
  trail.refuse = () => undefined;
});

const HOUR: LookupQuery = {
  since: Date.parse('2026-03-02T09:00:00Z'),
  until: Date.parse('2026-03-02T10:00:00Z'),
};
const NAME = { key: 'EventName', value: 'ConsoleLogin' } as const;

function lookupIn(region: string) {
  const clock = createFakeClock();
  const lookup = createEventLookup({ client: trail.client(region), region, clock });
  return { clock, lookup, startedAt: clock.now() };
}
async function all(found: AsyncIterable<Extracted>) {
  const records: unknown[] = [];
  for await (const one of found) records.push(one.kind === 'record' ? one.record : one);
  return records;
}

describe('looking events up', () => {
  it('gives the raw records of one region and span by event name', async () => {
    const wanted = consoleLogin('in');
    trail.events.set('eu-west-1', [
      wanted,
      consoleLogin('early', { eventTime: '2026-03-02T08:59:59Z' }),
      consoleLogin('late', { eventTime: '2026-03-02T10:00:01Z' }),
      consoleLogin('other', { eventName: 'StopLogging' }),
    ]);
    trail.events.set('us-east-1', [consoleLogin('elsewhere')]);
    const { lookup } = lookupIn('eu-west-1');
    expect(await all(lookup({ ...HOUR, filter: NAME }))).toEqual([wanted]);
  });

  it('reads page after page, two requests a second', async () => {
    const records = Array.from({ length: 120 }, (_, i) => consoleLogin(`page-${i}`));
    trail.events.set('us-east-1', records);
    const { lookup, clock, startedAt } = lookupIn('us-east-1');
    expect(await all(lookup({ ...HOUR, filter: NAME }))).toHaveLength(120);
    expect(trail.calls).toHaveLength(3);
    expect(clock.now() - startedAt).toBe(1000);
  });

  it('keeps to the rate over several queries of one region', async () => {
    const { lookup, clock, startedAt } = lookupIn('us-east-1');
    await Promise.all([1, 2, 3, 4, 5].map(() => all(lookup(HOUR))));
    expect(clock.now() - startedAt).toBeGreaterThanOrEqual(2000);
  });

  it.each(['ThrottlingException', 'InternalFailure'])('asks again after a %s', async (code) => {
    trail.events.set('us-east-1', [consoleLogin('a')]);
    trail.refuse = () => (trail.calls.length <= 3 ? [code, 'Rate exceeded'] : undefined);
    const { lookup } = lookupIn('us-east-1');
    expect(await all(lookup(HOUR))).toHaveLength(1);
    expect(trail.calls).toHaveLength(4);
  });

  it('gives up after six tries, and says where', async () => {
    trail.refuse = () => ['ThrottlingException', 'Rate exceeded'];
    const { lookup } = lookupIn('sa-east-1');
    await expect(all(lookup(HOUR))).rejects.toThrow(
      'The events of sa-east-1 could not be looked up: Rate exceeded',
    );
    expect(trail.calls).toHaveLength(6);
  });

  it('names the missing permission at once', async () => {
    trail.refuse = () => ['AccessDeniedException', 'no'];
    const { lookup } = lookupIn('us-east-1');
    await expect(all(lookup(HOUR))).rejects.toThrow('cloudtrail:LookupEvents is missing');
    expect(trail.calls).toHaveLength(1);
  });

  it('gives what it cannot read too, and goes on', async () => {
    const broken = { eventTime: '2026-03-02T09:30:00Z', eventID: eventIdFor('x') };
    trail.events.set('us-east-1', [broken, consoleLogin('fine')]);
    const { lookup } = lookupIn('us-east-1');
    expect(await all(lookup(HOUR))).toMatchObject([
      { kind: 'unreadable' },
      { eventName: 'ConsoleLogin' },
    ]);
  });
});

describe('the regions', () => {
  it('are those that the account has switched on', async () => {
    trail.regions = ['us-east-1', 'ap-northeast-1'];
    expect(await loadRegions(trail.accountClient(), '--regions')).toEqual([
      'ap-northeast-1',
      'us-east-1',
    ]);
    expect(trail.calls).toMatchObject([
      { input: { RegionOptStatusContains: ['ENABLED', 'ENABLED_BY_DEFAULT'] } },
    ]);
  });

  it('can be named by hand where they may not be listed', async () => {
    trail.refuse = () => ['AccessDeniedException', 'no'];
    await expect(loadRegions(trail.accountClient(), '--regions')).rejects.toThrow(
      'the permission account:ListRegions is missing; allow it, or name them by --regions',
    );
    expect(parseRegions(' us-gov-west-1, ap-southeast-2,us-gov-west-1')).toEqual([
      'ap-southeast-2',
      'us-gov-west-1',
    ]);
    expect(() => parseRegions('us-east-1,Tokyo')).toThrow('"Tokyo" is no region');
  });
});

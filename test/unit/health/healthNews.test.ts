import { describe, expect, it } from 'vitest';
import type { HealthFacts } from '../../../src/health/checks.ts';
import { type HealthState, healthNews, NOTHING_TOLD } from '../../../src/health/healthNews.ts';
import { judgeHealth } from '../../../src/health/judgeHealth.ts';
import { healthFacts, NOW, seen } from '../../fakes/healthFacts.ts';

const HOUR = 3_600_000;
const NO_FILTER = { filter: seen(undefined) };
const NOT_SEEN = { seen: false, reason: 'timeout' } as const;

/** Hour after hour: what is told, as kinds and links. */
function told(hours: readonly Partial<HealthFacts>[]): string[] {
  let state: HealthState = NOTHING_TOLD;
  return hours.map((changes, hour) => {
    const { news, next } = healthNews(state, judgeHealth(healthFacts(changes)), NOW + hour * HOUR);
    state = next;
    if (news === undefined) return '-';
    return news.kind === 'well' ? 'well' : `${news.kind} ${news.links.map(({ link }) => link)}`;
  });
}

describe('what there is to tell of the chain', () => {
  it('is the breaking and the mending, once each', () => {
    expect(told([{}, NO_FILTER, NO_FILTER, {}, {}])).toEqual([
      '-',
      'broken filter',
      '-',
      'well',
      '-',
    ]);
  });

  it('is a further break too, with all that is broken; and well only when all is mended', () => {
    const both = { ...NO_FILTER, deadLetters: seen(1) };
    expect(told([NO_FILTER, both, { deadLetters: seen(1) }, {}])).toEqual([
      'broken filter',
      'broken filter,dead-letters',
      '-',
      'well',
    ]);
  });

  it('does not call well what was broken and cannot be looked at', () => {
    expect(told([NO_FILTER, { filter: NOT_SEEN }, NO_FILTER, {}])).toEqual([
      'broken filter',
      '-',
      '-',
      'well',
    ]);
  });

  it('is an unknown link after a day, once, and again after another time of being known', () => {
    const unknown = Array.from({ length: 26 }, () => ({ alarms: NOT_SEEN }));
    const once = [...Array.from({ length: 24 }, () => '-'), 'unknown alarms', '-'];
    expect(told([...unknown, {}, ...unknown])).toEqual([...once, '-', ...once]);
  });

  it('is a warning at once, once, and again after it was mended; nothing is called well for it', () => {
    const off = {
      fastPath: seen([
        {
          region: 'us-east-1',
          rule: seen({ state: 'DISABLED', leadsHome: true }),
          failed: seen(0),
        },
      ]),
    };
    expect(told([off, off, {}, off])).toEqual(['warning fast-path', '-', '-', 'warning fast-path']);
    expect(told([{ ...off, ...NO_FILTER }, off])).toEqual(['broken filter,fast-path', 'well']);
  });

  it('is never that a link hangs on a broken one', () => {
    const noTrail = Array.from({ length: 30 }, () => ({ trails: seen([]) }));
    expect(told(noTrail).filter((one) => one !== '-')).toEqual(['broken trail']);
  });
});

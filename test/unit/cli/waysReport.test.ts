import { describe, expect, it } from 'vitest';
import type { JournalEntry, SignInHistory } from '../../../src/bell/ports.ts';
import { loadWayUse, wayLines } from '../../../src/cli/waysReport.ts';
import { parseSignIn } from '../../../src/signin/parseSignIn.ts';
import { consoleLogin, type RecordFields } from '../../fakes/records.ts';

const NOW = Date.parse('2026-03-02T09:30:00Z');

function entry(
  seconds: number,
  changes: Partial<JournalEntry>,
  record: RecordFields = {},
): JournalEntry {
  const eventTime = '2026-03-01T08:00:00Z';
  const raw = consoleLogin(`${seconds} ${changes.way}`, { eventTime, ...record });
  const parsed = parseSignIn(raw, { events: 'AllSignIns', ownResources: [] }, { at: NOW });
  if (parsed.kind !== 'sign-in') throw new Error('no sign-in');
  const settledAt = Date.parse(eventTime) + seconds * 1000;
  return { signIn: parsed.signIn, state: 'sent', storedAt: settledAt, settledAt, ...changes };
}

function historyOf(...entries: readonly JournalEntry[]): SignInHistory {
  return {
    async *entries() {
      yield* entries;
    },
  };
}

describe('how sign-ins were told', () => {
  it('is counted by the way that was first, with the median and the slowest', async () => {
    const fast = [2, 9, 4].map((seconds) => entry(seconds, { way: 'fast' }));
    const found = await loadWayUse(
      historyOf(
        ...fast,
        entry(310, { way: 'stream' }),
        // None of these was told by a way, or tells of one.
        entry(7, { way: 'stream', state: 'muted' }),
        entry(8, {}),
        entry(900, { way: 'stream' }, { eventID: 'loginbell-test-1' }),
      ),
      NOW,
    );
    expect(found).toEqual([
      { way: 'fast', told: 3, medianSeconds: 4, slowestSeconds: 9 },
      { way: 'stream', told: 1, medianSeconds: 310, slowestSeconds: 310 },
    ]);
    expect(wayLines(found)).toEqual([
      'How sign-ins were told in the last seven days, from sign-in to notice:',
      '  fast path       3 sign-ins first, after 4 s as a rule, 9 s at worst',
      "  trail's stream  1 sign-in first, after 5 min as a rule, 5 min at worst",
    ]);
  });

  it('is nothing to say where nothing was told, and says why it could not be looked at', async () => {
    expect(wayLines(await loadWayUse(historyOf(), NOW))).toEqual([]);
    const refused: SignInHistory = {
      // biome-ignore lint/correctness/useYield: it fails before there is anything
      async *entries() {
        throw new Error('dynamodb:Query is missing');
      },
    };
    expect(wayLines(await loadWayUse(refused, NOW)).join()).toContain('dynamodb:Query is missing');
  });
});

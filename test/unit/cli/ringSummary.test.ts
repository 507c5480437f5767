import { describe, expect, it } from 'vitest';
import type { RingReport } from '../../../src/bell/bell.ts';
import type { FinalState } from '../../../src/bell/ports.ts';
import { addReport, emptyTotals, reportJson } from '../../../src/cli/ringSummary.ts';
import { parseSignIn } from '../../../src/signin/parseSignIn.ts';
import { consoleLogin } from '../../fakes/records.ts';

/** A report of one batch whose sign-ins ended in these states. */
function reportOf(...states: readonly FinalState[]): RingReport {
  return {
    records: states.length,
    notWatched: 0,
    duplicates: 0,
    notices: 0,
    unreached: 0,
    gathered: 0,
    caughtUp: 0,
    unreadable: [],
    held: [],
    failures: [],
    settled: states.map((state, i) => ({ signIn: signInOf(`${state} ${i}`), state })),
  };
}

function signInOf(seed: string) {
  const watch = { events: 'ConsoleLogin', ownResources: [] } as const;
  const parsed = parseSignIn(consoleLogin(seed), watch, { at: 0, truncated: false });
  if (parsed.kind !== 'sign-in') throw new Error(`${seed} is no sign-in`);
  return parsed.signIn;
}

describe('the totals of a long run', () => {
  it('count what was told and hold none of it, so that memory does not grow with the archive', () => {
    const totals = emptyTotals(false);
    for (let batch = 0; batch < 3; batch += 1) addReport(totals, reportOf('digested', 'folded'));
    expect(totals.states).toEqual({ sent: 0, digested: 3, folded: 3, muted: 0 });
    expect(totals.settled).toBeUndefined();
  });

  it('list every sign-in where JSON is asked for', () => {
    const totals = emptyTotals(true);
    addReport(totals, reportOf('sent', 'muted'));
    expect(JSON.parse(reportJson(totals)).settled).toMatchObject([
      { who: 'alice', state: 'sent' },
      { who: 'alice', state: 'muted' },
    ]);
  });
});

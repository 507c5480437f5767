import { localTime } from '../signin/localTime.ts';
import { isTest } from '../signin/testSignIn.ts';
import { lossOf } from './link.ts';
import type { Telling } from './notice.ts';
import type { Phrasebook } from './phrases.ts';
import { accountLabel } from './rows.ts';
import { safe } from './safe.ts';
import {
  isAgentGrant,
  isRefusedByPolicy,
  isWithoutMfa,
  repetition,
  spreadTally,
} from './status.ts';
import { fill } from './wording.ts';

/** What the reader should look at twice, most important first. */
export function alertsOf(telling: Telling, voice: Phrasebook): string[] {
  const { signIn, marks, late, found } = telling;
  const { outcome, kind, unclear } = signIn;
  const isRoot = signIn.who.kind === 'root';
  const tally = repetition(telling);
  const alerts = [
    isTest(signIn) && voice.testAlert,
    isRoot && kind !== 'recovery' && voice.rootAlert,
    isWithoutMfa(signIn) && voice.noMfaAlert,
    spreadTally(telling) && voice.floodAlert,
    isRefusedByPolicy(signIn) && voice.policyAlert,
    outcome === 'failure' && !isRefusedByPolicy(signIn) && voice.failureAlert,
    outcome === 'unclear' && voice.unclearAlert,
    kind === 'assume-root' && voice.assumeRootAlert,
    kind === 'access-change' && voice.accessAlert,
    isAgentGrant(signIn) && voice.agentAlert,
    signIn.enrolled && outcome !== 'failure' && voice.enrolledAlert,
    kind === 'tampering' && outcome !== 'failure' && lossOf(signIn, voice),
    tally &&
      fill(outcome === 'failure' ? voice.tally : voice.tallyAgain, {
        where: isRoot ? voice.rootUser : accountLabel(signIn.accountId, voice),
        count: tally.count,
        since: localTime(tally.since, voice.timeZone).slice(11, 16),
        next: nextRing(tally.count),
      }),
    telling.tally?.accounts !== undefined &&
      fill(voice.accountsAlert, {
        count: telling.tally.accounts.length,
        accounts: namedAccounts(telling.tally.accounts, voice),
      }),
    telling.tally?.lead !== undefined && fill(voice.leadsAlert, { count: telling.tally.lead }),
    // One of them alone is said where it stands.
    marks?.address && marks.client && voice.newAlert,
    unclear && fill(voice.unreadPart, { unclear: safe(unclear, 320) }),
    signIn.addendum && fill(voice.addendumAlert, { reason: safe(signIn.addendum, 40) }),
    found ? voice.foundAlert : late && !signIn.addendum && voice.lateAlert,
  ];
  return alerts.flatMap((alert) => alert || []);
}

/** Accounts named of those that one address tried. */
const MOST_ACCOUNTS = 5;

function namedAccounts(accounts: readonly string[], voice: Phrasebook): string {
  const named = accounts.slice(0, MOST_ACCOUNTS).map((account) => accountLabel(account, voice));
  return [...named, ...(accounts.length > MOST_ACCOUNTS ? ['…'] : [])].join(voice.separator);
}

/** The failure at which the bell rings after the `count`-th: 2, 3, 10, 100, 1000 … */
export function nextRing(count: number): number {
  return count < 3 ? count + 1 : 10 ** Math.floor(Math.log10(count) + 1);
}

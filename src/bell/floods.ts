import type { Telling } from '../notice/notice.ts';
import { severityOf } from '../notice/severity.ts';
import { isFree } from '../signin/free.ts';
import type { SignIn } from '../signin/signIn.ts';
import type { Budget, FailureBucket } from './ports.ts';
import type { Held } from './run.ts';

/** Past this many ordinary notices in one envelope, they are gathered into digests. */
export const ALONE_LIMIT = 20;
/** Of one principal in a crowded envelope; past that a digest of their own. */
const PRINCIPAL_LIMIT = 5;
/** Past this many, even root's are: at under ten a second they would not fit into one run. */
const ROOT_ALONE_LIMIT = 100;
/** Sign-ins in one digest at the most. */
export const DIGEST_SIZE = 50;
/**
 * Over all workers, what arrives in many small envelopes: twenty at once and four a minute go out alone, the
 * rest gathers for 12 seconds at a time. Short enough for the opener to wait and tell within its run.
 */
export const BUDGET: Budget = { alone: 20, everyMs: 15_000, gatherMs: 12_000 };
/** What arrives this much later than it happened (milliseconds) is late. */
export const LATE_AFTER = 24 * 3_600_000;

/**
 * Does the n-th failure of a bucket ring? The 1st, 2nd, 3rd, 10th, 100th, 1000th … do: seven notices for
 * a million guesses, so that a flood can neither fill the mailbox nor make SNS suspend the subscription
 * (more than 10 messages a second to one e-mail endpoint).
 */
export function ringsAt(count: number): boolean {
  return count >= 1 && (count <= 3 || /^10+$/.test(String(count)));
}

/** The bucket that counts this failure. */
export function bucketOf(signIn: SignIn): FailureBucket {
  return {
    accountId: signIn.accountId,
    hour: signIn.occurredAt.slice(0, 13),
    group: groupOf(signIn),
  };
}

/** Refused calls would else hide guesses at passwords, or be hidden by them; so would root's and others'. */
function groupOf({ kind, who }: SignIn): FailureBucket['group'] {
  if (kind === 'tampering' || kind === 'recovery' || kind === 'workspaces') return kind;
  return who.kind === 'root' ? 'root' : 'users';
}

/**
 * A sign-in that rings, ours until `heldUntil` (milliseconds since the epoch), with what is settled with its notice: failures
 * that it counts, other records of its act. A notice tells one alone, or several in a digest.
 */
export type Ringing = {
  readonly telling: Telling;
  readonly heldUntil: number;
  readonly folded: readonly Held[];
};

/**
 * Decides which notices tell what: a list for each, of one that is told alone or several. Root's are told alone, and so is
 * everything else up to `ALONE_LIMIT` critical and as many ordinary ones; what is more, and what is late and not critical, in
 * digests of up to `DIGEST_SIZE`, by time. Root's come first, then critical ones.
 */
export function planNotices(ringing: readonly Ringing[]): Ringing[][] {
  const root = ringing.filter(({ telling }) => telling.signIn.who.kind === 'root');
  const others = ringing.filter(({ telling }) => telling.signIn.who.kind !== 'root');
  const critical = others.filter(({ telling }) => severityOf(telling) === 'critical');
  const ordinary = others.filter((one) => !critical.includes(one));
  return [
    ...aloneUpTo(ROOT_ALONE_LIMIT, root),
    ...aloneUpTo(ALONE_LIMIT, critical),
    ...planOrdinary(ordinary.filter(({ telling }) => !telling.late)),
    ...planDigests(ordinary.filter(({ telling }) => telling.late)),
  ];
}

/** Is it neither root's, nor critical, nor counted? Such a one may wait for others to be told with. */
export function isOrdinary(signIn: SignIn): boolean {
  const isCritical = severityOf({ signIn, late: false }) === 'critical';
  return !countsAsFailure(signIn) && signIn.who.kind !== 'root' && !isCritical;
}

/**
 * Ordinary ones alone, up to `ALONE_LIMIT`; past that in digests. Whoever makes more than `PRINCIPAL_LIMIT` of a crowded
 * envelope is told in a digest of their own, so that nobody drowns another with sign-ins of their own.
 */
function planOrdinary(ringing: readonly Ringing[]): Ringing[][] {
  if (ringing.length <= ALONE_LIMIT) return aloneUpTo(ALONE_LIMIT, ringing);
  const byPrincipal = Map.groupBy(ringing, ({ telling }) => telling.signIn.principal);
  const isBusy = ({ telling }: Ringing) =>
    (byPrincipal.get(telling.signIn.principal)?.length ?? 0) > PRINCIPAL_LIMIT;
  return [
    ...aloneUpTo(
      ALONE_LIMIT,
      ringing.filter((one) => !isBusy(one)),
    ),
    ...planDigests(ringing.filter(isBusy)),
  ];
}

function aloneUpTo(limit: number, ringing: readonly Ringing[]): Ringing[][] {
  if (ringing.length > limit) return planDigests(ringing);
  return ringing.map((one) => [one]);
}

/** All of them in digests; one that is left by itself is told alone. */
export function planDigests(ringing: readonly Ringing[]): Ringing[][] {
  const plans: Ringing[][] = [];
  for (let start = 0; start < ringing.length; start += DIGEST_SIZE) {
    plans.push(ringing.slice(start, start + DIGEST_SIZE));
  }
  return plans;
}

/**
 * Is this one counted with the failures of its hour and group? Whatever was refused is, and whatever costs nothing:
 * anybody can try, without any permission, as often as they like.
 */
export function countsAsFailure(signIn: SignIn): boolean {
  return signIn.outcome === 'failure' || (isFree(signIn) && signIn.stage !== 'step');
}

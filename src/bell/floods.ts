import type { Telling } from '../notice/notice.ts';
import { severityOf } from '../notice/severity.ts';
import type { FailureBucket } from '../ports.ts';
import type { SignIn } from '../signin/signIn.ts';

/** Past this many ordinary notices in one envelope, they are gathered into digests. */
export const ALONE_LIMIT = 20;
/** Sign-ins in one digest at the most. */
export const DIGEST_SIZE = 50;
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
    root: signIn.who.kind === 'root',
  };
}

/** One notice to be sent. `folded` are settled with it, being counted by it. */
export type Plan = {
  readonly kind: 'alone' | 'digest';
  readonly tellings: readonly Telling[];
  readonly folded: readonly SignIn[];
};

/** A sign-in that rings, with the failures that its notice also counts. */
export type Ringing = { readonly telling: Telling; readonly folded: readonly SignIn[] };

/**
 * Decides which notices tell what. Critical ones and root's are told alone; the rest alone too, unless
 * they are late or more than `ALONE_LIMIT`: then in digests of up to `DIGEST_SIZE`, by time. Critical
 * plans come first.
 */
export function planNotices(ringing: readonly Ringing[]): Plan[] {
  const alone = ({ telling, folded }: Ringing): Plan => ({
    kind: 'alone',
    tellings: [telling],
    folded,
  });
  const urgent = ringing.filter(isUrgent);
  const ordinary = ringing.filter((one) => !isUrgent(one));
  const late = ordinary.filter(({ telling }) => telling.late);
  const fresh = ordinary.filter(({ telling }) => !telling.late);
  return [
    ...urgent.map(alone),
    ...(fresh.length > ALONE_LIMIT ? digests(fresh) : fresh.map(alone)),
    ...digests(late),
  ];
}

function isUrgent({ telling }: Ringing): boolean {
  return telling.signIn.who.kind === 'root' || severityOf(telling) === 'critical';
}

function digests(ringing: readonly Ringing[]): Plan[] {
  const plans: Plan[] = [];
  for (let start = 0; start < ringing.length; start += DIGEST_SIZE) {
    const part = ringing.slice(start, start + DIGEST_SIZE);
    plans.push({
      kind: part.length === 1 ? 'alone' : 'digest',
      tellings: part.map(({ telling }) => telling),
      folded: part.flatMap(({ folded }) => folded),
    });
  }
  return plans;
}

/**
 * Is this one counted with the failures of its hour? Refused tampering and recovery are not: they are no
 * guesses at a password, and always ring.
 */
export function countsAsFailure(signIn: SignIn): boolean {
  return signIn.outcome === 'failure' && signIn.kind !== 'tampering' && signIn.kind !== 'recovery';
}

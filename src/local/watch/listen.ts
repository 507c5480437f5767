import type { Clock } from '../../bell/ports.ts';
import type { Extracted } from '../../envelopes/recordsOf.ts';
import { reasonOf } from '../../errors.ts';

/** Rings for records; resolves with whether all of them are settled, so that they need not come again. */
export type Take = (records: readonly Extracted[]) => Promise<boolean>;

/** Something that is listened to. */
export type Source = {
  /** For people: `us-east-1`, `the folder logs`. */
  readonly name: string;
  /** Milliseconds from the end of one look to the next. */
  readonly everyMs: number;
  /** Looks once and hands on what is new. Rejects where it could not look to the end. */
  look(take: Take): Promise<void>;
  close?(): void;
};

/** How a source is doing. Times in milliseconds since the epoch. */
export type SourceHealth = {
  readonly name: string;
  /** When a look last came to its end; since when it is listened to, before the first. */
  heardAt: number;
  looks: number;
  failures: number;
  /** Why the last look failed; absent where it did not. */
  reason?: string | undefined;
  /** People have been told that it is deaf. */
  saidDeaf: boolean;
};

/** After this long without a whole look (milliseconds) people are told. */
export const DEAF_AFTER = 15 * 60_000;

export type ListenDeps = {
  readonly clock: Clock;
  readonly take: Take;
  /** Nothing new is begun any more. */
  readonly signal: AbortSignal;
  /** Told once when a source has been deaf for a while, and once when it is well again. Rejects: said again at the next look. */
  readonly onDeaf: (health: SourceHealth) => Promise<void>;
  readonly onWell: (health: SourceHealth, since: number) => Promise<void>;
  readonly onLook?: (health: SourceHealth) => void;
};

/** Listens to one source until the signal comes; what is begun is done. A look that fails delays no other source. */
export async function listen(
  source: Source,
  health: SourceHealth,
  deps: ListenDeps,
): Promise<void> {
  const { clock, take, signal, onDeaf, onWell, onLook } = deps;
  while (!signal.aborted) {
    const before = health.heardAt;
    const startedAt = clock.now();
    try {
      await source.look(take);
      health.looks += 1;
      health.heardAt = startedAt;
      health.reason = undefined;
      if (health.saidDeaf) {
        await onWell(health, before);
        health.saidDeaf = false;
      }
    } catch (error) {
      health.failures += 1;
      health.reason = reasonOf(error);
      if (!health.saidDeaf && clock.now() - health.heardAt >= DEAF_AFTER) {
        health.saidDeaf = await onDeaf(health).then(
          () => true,
          () => false,
        );
      }
    }
    onLook?.(health);
    await pause(clock, source.everyMs, signal);
  }
  source.close?.();
}

/** Sleeps, but not beyond the signal. */
async function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = () => resolve();
  signal.addEventListener('abort', stop, { once: true });
  await Promise.race([clock.sleep(ms), promise]);
  signal.removeEventListener('abort', stop);
}

import type { RegionalStacks } from '../aws/fastPathStacks.ts';
import { concurrently } from '../concurrently.ts';
import { LoginbellError, reasonOf } from '../errors.ts';
import type { FastPathWork } from '../installation/deployFacts.ts';
import type { StackEvent, StackOutcome } from '../installation/stack.ts';
import { namingVerb } from './addVerb.ts';
import { plural } from './plural.ts';
import { outcomeOf } from './stackProgress.ts';
import { shown, type Terminal } from './terminal.ts';

/** What became of the fast path in one region; `failed`: why it did not come to its end. */
export type FastPathResult = {
  readonly region: string;
  readonly name: string;
  readonly changed: boolean;
  readonly failed?: string;
};

/** Regions that are worked in at once. */
const CONCURRENCY = 8;

/** Works in every region, side by side, a line for each when it is done. One that fails hinders no other. */
export async function carryOutFastPath(
  works: readonly FastPathWork[],
  inRegion: RegionalStacks,
  terminal: Terminal,
  verb: 'deploy' | 'uninstall',
): Promise<readonly FastPathResult[]> {
  if (works.length === 0) return [];
  const { stackFailure } = await import('../aws/stackFailure.ts');
  const { awsProblemOf } = await import('../aws/awsErrors.ts');
  terminal.err(`The fast path, in ${plural(works.length, 'region')}:`);
  const results: FastPathResult[] = [];
  const width = Math.max(...works.map(({ region }) => region.length));
  const atWork = new Set<string>();
  const showProgress = () =>
    terminal.progress(
      atWork.size === 0 ? '' : `  CloudFormation is at work in ${[...atWork].join(', ')} …`,
    );
  const follow = async (events: AsyncGenerator<StackEvent, StackOutcome>): Promise<boolean> => {
    const outcome = await outcomeOf(events);
    if (outcome.ok) return outcome.changed;
    const { status, events: seen } = outcome;
    throw new LoginbellError('stack-failed', `${status}: ${stackFailure(seen)}`);
  };
  const workIn = async (one: FastPathWork): Promise<boolean> => {
    const stacks = await inRegion(one.region);
    if ('removal' in one) return await follow(stacks.remove(one.removal));
    const { remove, change } = one.work;
    if (remove !== undefined) await follow(stacks.remove(remove));
    return await follow(stacks.change(change));
  };
  await concurrently(works, CONCURRENCY, async (one) => {
    const { region, name } = one;
    atWork.add(region);
    showProgress();
    try {
      const changed = await workIn(one);
      results.push({ region, name, changed });
      const did = 'removal' in one ? 'deleted' : `${one.work.change.kind}d`;
      const { green } = terminal.style;
      terminal.err(`  ${region.padEnd(width)}  ${green(changed ? did : 'nothing to change')}`);
    } catch (error) {
      const failed = namingVerb(awsProblemOf(error)?.sentence ?? reasonOf(error), verb);
      results.push({ region, name, changed: false, failed });
      terminal.err(
        `  ${region.padEnd(width)}  ${terminal.style.red('failed')}: ${shown(failed, 400)}`,
      );
    }
    atWork.delete(region);
    showProgress();
  });
  return results.sort((a, b) => (a.region < b.region ? -1 : 1));
}

import type { Clock } from '../bell/ports.ts';
import { concurrently } from '../concurrently.ts';
import { reasonOf } from '../errors.ts';
import type { FastPathFacts, FastPathStack } from '../installation/deployFacts.ts';
import { SIGN_IN_REGIONS } from '../installation/fastPath.ts';
import type { ResourceNames } from '../installation/resourceNames.ts';
import { awsProblemOf } from './awsErrors.ts';
import { loadStack } from './installedStacks.ts';
import type { Aws } from './openAws.ts';
import { loadRegions } from './regions.ts';
import { createStacks, type Stacks } from './stacks.ts';

/** Regions that are asked at once. */
const CONCURRENCY = 8;

/** The stacks of each region, by one client for each. */
export type RegionalStacks = (region: string) => Promise<Stacks>;

/** CloudFormation in every region of the account. */
export function openRegionalStacks(aws: Aws, clock: Clock): RegionalStacks {
  return async (region) => createStacks({ client: await aws.cloudFormation(region), clock });
}

/**
 * Looks for the stacks of the fast path: in the home region only, or in every region that is switched on, and those that are
 * `named`. A region that cannot be looked at says why and hinders no other. Where the regions cannot be listed, those are
 * looked at where sign-ins are recorded. Never rejects for one region's sake; what is wrong with the home region is thrown,
 * as the SDK throws it.
 */
export async function loadFastPath(
  aws: Aws,
  {
    names,
    clock,
    named = [],
    everywhere,
  }: {
    readonly names: ResourceNames;
    readonly clock: Clock;
    readonly named?: readonly string[];
    /** `if-at-home`: only where the home region has one, without which no other works. */
    readonly everywhere: 'always' | 'if-at-home';
  },
): Promise<FastPathFacts> {
  const { region: home } = await aws.place();
  const inRegion = openRegionalStacks(aws, clock);
  const load = async (region: string): Promise<FastPathStack> => {
    const stack = await loadStack(await inRegion(region), names.fastPathStack, names.fastPathRule);
    return { ...stack, region };
  };
  const atHome = await load(home);
  if (everywhere === 'if-at-home' && atHome.state === undefined) {
    return { switchedOn: undefined, stacks: [atHome], unseen: [] };
  }
  const listed = await loadRegions(await aws.account(), '--fast-regions').catch(reasonOf);
  const switchedOn = typeof listed === 'string' ? undefined : listed;
  const others = new Set(switchedOn ?? [...SIGN_IN_REGIONS, ...named]);
  others.delete(home);
  const stacks = [atHome];
  const unseen: FastPathFacts['unseen'][number][] = [];
  await concurrently([...others], CONCURRENCY, async (region) => {
    try {
      stacks.push(await load(region));
    } catch (error) {
      unseen.push({ region, reason: awsProblemOf(error)?.sentence ?? reasonOf(error) });
    }
  });
  const byRegion = (a: { readonly region: string }, b: { readonly region: string }) =>
    a.region < b.region ? -1 : 1;
  return {
    switchedOn,
    ...(typeof listed === 'string' ? { notListed: listed } : {}),
    stacks: stacks.sort(byRegion),
    unseen: unseen.sort(byRegion),
  };
}

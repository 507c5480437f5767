import type { Aws } from '../aws/openAws.ts';
import { planUninstall, type UninstallFacts } from '../installation/uninstallPlan.ts';
import { approvePlan } from './approvePlan.ts';
import type { AwsVerbOptions } from './awsOptions.ts';
import { EXIT } from './exitCodes.ts';
import { followStack } from './stackProgress.ts';
import { printableJson } from './terminal.ts';
import type { VerbContext } from './verbContext.ts';

/** `loginbell uninstall`: deletes the stacks of an installation, and says what stays. */
export async function uninstall(
  request: { readonly keepTrail: boolean },
  aws: Aws,
  common: AwsVerbOptions,
  { terminal, clock }: VerbContext,
): Promise<number> {
  const { createStacks } = await import('../aws/stacks.ts');
  const { loadInstalledStacks } = await import('../aws/installedStacks.ts');
  const { names } = common;
  const stacks = createStacks({ client: await aws.cloudFormation(), clock });
  const place = await aws.place();
  const facts: UninstallFacts = { place, names, ...(await loadInstalledStacks(stacks, names)) };
  const { plan, removals, kept } = planUninstall(request, facts);
  if (removals.length === 0) {
    terminal.err(
      `There is no loginbell with the suffix ${names.suffix} in ${place.accountId}, ${place.region}. Are --region, --profile and --suffix right?`,
    );
    if (common.json) terminal.out(printableJson({ deleted: [], kept: [] }));
    return EXIT.ok;
  }
  const approval = await approvePlan(plan, common, terminal);
  if (!approval.act) return approval.exitCode;
  for (const { id, name } of removals) {
    await followStack('Deleting the stack', name, stacks.remove(id), terminal);
  }
  if (common.json) {
    const deleted = removals.map(({ name }) => name);
    terminal.out(printableJson({ deleted, kept }));
    return EXIT.ok;
  }
  terminal.out(terminal.style.bold('Done.'));
  if (kept.length > 0) terminal.out('These stay. To remove them too:');
  for (const { what, why, remove } of kept) {
    terminal.out(`  ${what} (${why})`);
    terminal.out(`    ${remove}`);
  }
  return EXIT.ok;
}

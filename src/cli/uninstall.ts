import type { Command } from 'commander';
import type { Aws } from '../aws/openAws.ts';
import { planUninstall, type UninstallFacts } from '../installation/uninstallPlan.ts';
import { approvePlan } from './approvePlan.ts';
import { type AwsVerbOptions, addActingOptions } from './awsOptions.ts';
import { runAwsVerb } from './awsVerb.ts';
import { EXIT } from './exitCodes.ts';
import type { VerbContext } from './program.ts';
import { followStack } from './stackProgress.ts';
import { printableJson } from './terminal.ts';

const EXAMPLES = `
Examples:
  loginbell uninstall --dry-run       what would go, and what would stay
  loginbell uninstall                 shows that, and asks
  loginbell uninstall --keep-trail    leaves the trail that deploy made

The history, the logs and the bucket stay; the commands that remove them are printed at the end.`;

/** `loginbell uninstall`: deletes the stacks of an installation, and says what stays. */
export function addUninstallVerb(program: Command, context: VerbContext): void {
  const command = program
    .command('uninstall')
    .description('take loginbell out of an AWS account; history and logs stay')
    .option('--keep-trail', 'leave the trail that deploy made');
  addActingOptions(command)
    .addHelpText('after', EXAMPLES)
    .action(async (options: Record<string, unknown>) => {
      const keepTrail = options['keepTrail'] === true;
      await runAwsVerb(options, context, (aws, common) =>
        uninstall({ keepTrail }, aws, common, context),
      );
    });
}

async function uninstall(
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

import type { Aws } from '../aws/openAws.ts';
import { LoginbellError } from '../errors.ts';
import { planUninstall, type UninstallFacts } from '../installation/uninstallPlan.ts';
import { approvePlan } from './approvePlan.ts';
import type { AwsVerbOptions } from './awsOptions.ts';
import { EXIT } from './exitCodes.ts';
import { followStack } from './stackProgress.ts';
import { printableJson } from './terminal.ts';
import type { VerbContext } from './verbContext.ts';

/** How many events the function gave up on; `undefined` where that cannot be looked up. */
async function countLetters(aws: Aws, queue: string): Promise<number | undefined> {
  const { loadLetterCount, loadQueueUrl } = await import('../aws/sqsDeadLetterQueue.ts');
  const client = await aws.sqs();
  try {
    const { visible, hidden } = await loadLetterCount(client, await loadQueueUrl(client, queue));
    return visible + hidden;
  } catch {
    // A stack that failed half way has no queue; who may delete a stack need not be allowed to look.
    return undefined;
  }
}

/** `loginbell uninstall`: deletes the stacks of an installation, and says what stays. */
export async function uninstall(
  request: { readonly keepTrail: boolean; readonly discardLetters: boolean },
  aws: Aws,
  common: AwsVerbOptions,
  { terminal, clock }: VerbContext,
): Promise<number> {
  const { loadFastPath, openRegionalStacks } = await import('../aws/fastPathStacks.ts');
  const { loadInstalledStacks } = await import('../aws/installedStacks.ts');
  const { names } = common;
  const inRegion = openRegionalStacks(aws, clock);
  const stacks = await inRegion(aws.region);
  const place = await aws.place();
  const installed = await loadInstalledStacks(stacks, names);
  const letters =
    installed.notification.state === undefined ? 0 : await countLetters(aws, names.deadLetters);
  const fastPath = await loadFastPath(aws, { names, clock, everywhere: 'always' });
  const facts: UninstallFacts = { place, names, ...installed, fastPath, letters };
  const { plan, removals, fastPath: fastRemovals, kept } = planUninstall(request, facts);
  if (removals.length + fastRemovals.length === 0) {
    terminal.err(
      `There is no loginbell with the suffix ${names.suffix} in ${place.accountId}, ${place.region}. Are --region, --profile and --suffix right?`,
    );
    if (common.json) terminal.out(printableJson({ deleted: [], kept: [] }));
    return EXIT.ok;
  }
  if (letters !== undefined && letters > 0 && !request.discardLetters && !common.dryRun) {
    throw new LoginbellError(
      'bad-input',
      `about ${letters} events wait in ${names.deadLetters} that nobody was told of, and would go with it; run "loginbell redrive" first, or add --discard-letters`,
    );
  }
  const approval = await approvePlan(plan, common, terminal);
  if (!approval.act) return approval.exitCode;
  const { carryOutFastPath } = await import('./fastPathWork.ts');
  const elsewhere = await carryOutFastPath(fastRemovals, inRegion, terminal, 'uninstall');
  const failed = elsewhere.filter((one) => one.failed !== undefined);
  for (const { id, name } of removals) {
    await followStack('Deleting the stack', name, stacks.remove(id), terminal);
  }
  if (common.json) {
    const gone = elsewhere.filter((one) => one.failed === undefined);
    const deleted = [
      ...gone.map(({ name, region }) => `${name} in ${region}`),
      ...removals.map(({ name }) => name),
    ];
    terminal.out(printableJson({ deleted, kept, ...(failed.length > 0 ? { failed } : {}) }));
    return failed.length > 0 ? EXIT.failed : EXIT.ok;
  }
  terminal.out(terminal.style.bold(failed.length === 0 ? 'Done.' : 'Done, save for this:'));
  for (const { name, region } of failed) {
    terminal.out(`  stack ${name} in ${region} is still there; it leads nowhere. Try again:`);
    terminal.out(`    aws cloudformation delete-stack --region ${region} --stack-name ${name}`);
  }
  if (kept.length > 0) terminal.out('These stay. To remove them too:');
  for (const { what, why, remove } of kept) {
    terminal.out(`  ${what} (${why})`);
    terminal.out(`    ${remove}`);
  }
  return failed.length > 0 ? EXIT.failed : EXIT.ok;
}

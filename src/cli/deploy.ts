import type { Aws } from '../aws/openAws.ts';
import type { Stacks } from '../aws/stacks.ts';
import { LoginbellError } from '../errors.ts';
import { articleByFilter } from '../installation/articleByFilter.ts';
import type { DeployFacts, DeployRequest, DeployWork } from '../installation/deployFacts.ts';
import { planDeploy } from '../installation/deployPlan.ts';
import { installationWords } from '../installation/installationWords.ts';
import type { Plan, PlanStep } from '../installation/plan.ts';
import { isUsable } from '../installation/stack.ts';
import { namingVerb } from './addVerb.ts';
import { approvePlan } from './approvePlan.ts';
import type { AwsVerbOptions } from './awsOptions.ts';
import { runAwsVerb } from './awsVerb.ts';
import { commandName } from './commandName.ts';
import { readDeployRequest } from './deployOptions.ts';
import { EXIT } from './exitCodes.ts';
import { openOrganizations } from './openOrganizations.ts';
import { openRows } from './openRows.ts';
import { readTwins, templateNames } from './packagedTemplates.ts';
import { followStack } from './stackProgress.ts';
import { printableJson, shown } from './terminal.ts';
import type { VerbContext } from './verbContext.ts';

type Deps = {
  readonly aws: Aws;
  readonly common: AwsVerbOptions;
  readonly context: VerbContext;
};

async function deploy(request: DeployRequest, { aws, common, context }: Deps): Promise<number> {
  const { terminal, clock } = context;
  // Asked before anything is done: without the permission there would be no names.
  const accountNames = request.namesOfOrganization ? await loadNames(aws, context) : undefined;
  const { openRegionalStacks } = await import('../aws/fastPathStacks.ts');
  const inRegion = openRegionalStacks(aws, clock);
  const stacks = await inRegion(aws.region);
  terminal.progress('looking at the account …');
  const facts = await loadFacts(request, { stacks, aws, common, context });
  terminal.progress('');
  const { plan: ofStacks, works, fastPath, asked } = planDeploy(request, facts);
  const plan = withNames(ofStacks, accountNames, common);
  const isSame = works.length + fastPath.works.length === 0 && accountNames === undefined;
  if (isSame && !common.dryRun) {
    const { passedOver } = fastPath;
    const save = passedOver.length === 0 ? '' : ', save for what is passed over';
    terminal.err(`Nothing changed: ${shown(plan.title)} is as asked for${save}.`);
    if (common.json) terminal.out(printableJson({ changed: [], passedOver }));
    return sayPassedOver(passedOver, terminal);
  }
  const approval = await approvePlan(plan, common, terminal);
  if (!approval.act) return approval.exitCode;
  const changed: string[] = [];
  for (const work of works)
    if (await carryOut(work, stacks, context)) changed.push(work.change.name);
  const { carryOutFastPath } = await import('./fastPathWork.ts');
  const elsewhere = await carryOutFastPath(fastPath.works, inRegion, terminal, 'deploy');
  for (const { region, name, changed: isChanged } of elsewhere)
    if (isChanged) changed.push(`${name} in ${region}`);
  const passedOver = [
    ...fastPath.passedOver,
    ...elsewhere.flatMap(({ region, failed }) =>
      failed === undefined ? [] : [{ region, reason: failed }],
    ),
  ];
  if (accountNames !== undefined) await saveNames(accountNames, aws, common, context);
  const after = await stacks.find(facts.notification.state?.name ?? common.names.stack);
  if (common.json) {
    const rest = passedOver.length === 0 ? {} : { passedOver };
    terminal.out(printableJson({ changed, outputs: after?.outputs ?? {}, ...rest }));
  } else {
    const hasFastPath = elsewhere.some(({ changed: isChanged }) => isChanged);
    sayWhatNext(changed, { asked, hasFastPath }, common, context);
  }
  return sayPassedOver(passedOver, terminal);
}

/** Regions that did not get what was asked for, each with the reason; returns the exit code. */
function sayPassedOver(
  passedOver: readonly { readonly region: string; readonly reason: string }[],
  terminal: VerbContext['terminal'],
): number {
  if (passedOver.length === 0) return EXIT.ok;
  for (const { region, reason } of passedOver) {
    terminal.err(`No fast path in ${shown(region)}: ${shown(namingVerb(reason, 'deploy'), 400)}`);
  }
  terminal.err('Sign-ins there are told by the trail, some minutes later; nothing is lost.');
  return EXIT.failed;
}

async function loadNames(aws: Aws, context: VerbContext) {
  const { loadOrganizationAccounts } = await import('../aws/organizationAccounts.ts');
  return loadOrganizationAccounts(await openOrganizations(aws, context));
}

function withNames(
  plan: Plan,
  accountNames: ReadonlyMap<string, string> | undefined,
  { names }: AwsVerbOptions,
): Plan {
  if (accountNames === undefined) return plan;
  const step: PlanStep = {
    action: 'set',
    what: `the names of ${accountNames.size} accounts in table ${names.table}`,
    why: 'the safety net renews them once a day, where it may ask the organization; without it, this command does',
  };
  return { ...plan, steps: [...plan.steps, step] };
}

/** Writes the names into the table, whence every notice takes them. */
async function saveNames(
  names: ReadonlyMap<string, string>,
  aws: Aws,
  { names: { table } }: AwsVerbOptions,
  { clock, terminal }: VerbContext,
): Promise<void> {
  const { createAccountNamesRow } = await import('../aws/accountNamesRow.ts');
  const left = await createAccountNamesRow(await openRows(aws, table), clock).save(names);
  const rest = left === 0 ? '' : `; ${left} more have no room and are told by their numbers`;
  terminal.err(`The names of ${names.size - left} accounts are in the table ${table}${rest}.`);
}

async function loadFacts(
  request: DeployRequest,
  {
    stacks,
    aws,
    common: { names },
    context,
  }: {
    readonly stacks: Stacks;
    readonly aws: Aws;
    readonly common: AwsVerbOptions;
    readonly context: VerbContext;
  },
): Promise<DeployFacts> {
  const { clock } = context;
  const place = await aws.place();
  const { findArticleStack, loadInstalledStacks } = await import('../aws/installedStacks.ts');
  const installed = await loadInstalledStacks(stacks, names);
  const isInstalled = isUsable(installed.notification.state);
  const bringsSafetyNet = templateNames().includes('safety-net');
  if (request.safetyNet && !bringsSafetyNet) {
    throw new LoginbellError('bad-input', 'this loginbell brings no template safety-net.yaml');
  }
  const { loadLogGroupFacts, loadTrailCandidates, loadTrailLessLogGroups } = await import(
    '../aws/trailCandidates.ts'
  );
  const clients = { cloudTrail: await aws.cloudTrail(), logs: await aws.logs() };
  const { logGroup } = request;
  const { loadFastPath } = await import('../aws/fastPathStacks.ts');
  const { regions: fastRegions } = request.fastPath ?? {};
  const fastPath = !templateNames().includes('fast-path')
    ? undefined
    : await loadFastPath(aws, {
        names,
        clock,
        ...(Array.isArray(fastRegions) ? { named: fastRegions } : {}),
        everywhere: request.fastPath === undefined ? 'if-at-home' : 'always',
      });
  const looks = logGroup === undefined && !isInstalled;
  const candidates = looks ? await loadTrailCandidates(clients, place) : [];
  const givenLogGroup =
    logGroup === undefined ? undefined : await loadLogGroupFacts(clients.logs, logGroup);
  const article = isInstalled
    ? undefined
    : ((await findArticleStack(stacks)) ??
      articleByFilter([givenLogGroup, ...candidates.map((trail) => trail.logGroup)]));
  const organization =
    request.organizationId === undefined
      ? undefined
      : await import('../aws/loadOrganization.ts').then(async ({ loadOrganization }) =>
          loadOrganization(await openOrganizations(aws, context), place.accountId),
        );
  return {
    place,
    names,
    ...(organization === undefined ? {} : { organization }),
    ...(article === undefined ? {} : { article }),
    candidates,
    trailLess: looks ? await loadTrailLessLogGroups(clients.logs) : [],
    givenLogGroup,
    trail: { ...installed.trail, ...readTwins('cloudtrail') },
    notification: { ...installed.notification, ...readTwins('console-login-notification') },
    safetyNet: bringsSafetyNet ? { ...installed.safetyNet, ...readTwins('safety-net') } : undefined,
    ...(fastPath === undefined ? {} : { fastPath: { ...fastPath, twins: readTwins('fast-path') } }),
  };
}

/** Does one piece of work, telling of it as it happens. Returns whether anything changed; throws on failure. */
async function carryOut(
  { remove, change }: DeployWork,
  stacks: Stacks,
  { terminal }: VerbContext,
): Promise<boolean> {
  if (remove !== undefined) {
    const doing = 'Deleting what is left of the stack';
    await followStack(doing, change.name, stacks.remove(remove), terminal);
  }
  const doing = change.kind === 'create' ? 'Creating the stack' : 'Updating the stack';
  return await followStack(doing, change.name, stacks.change(change), terminal);
}

function sayWhatNext(
  changed: readonly string[],
  { asked, hasFastPath }: { readonly asked: readonly string[]; readonly hasFastPath: boolean },
  { names, region }: AwsVerbOptions,
  { terminal: { out, style }, environment }: VerbContext,
): void {
  if (changed.length === 0) {
    out('Nothing changed.');
    return;
  }
  const where = installationWords(names, region);
  const command = commandName(environment);
  out(style.bold('Done.'));
  for (const address of asked) {
    out(`AWS sends a mail to ${shown(address)} that asks to confirm. Do not click its link.`);
    out('Copy the link, then type:');
    out(`  ${command} confirm${where} 'THE LINK'`);
  }
  out(`See that it works:  ${command} test${where}`);
  if (hasFastPath) out(`The fast path, too:  ${command} test --fast${where}`);
  out(`Look after it:      ${command} doctor${where}`);
}

/** Reads what was asked for and does it; returns the exit code. */
export function runDeploy(
  options: Readonly<Record<string, unknown>>,
  context: VerbContext,
): Promise<number> {
  const request = readDeployRequest(options, context.environment);
  return runAwsVerb(options, context, (aws, common) => deploy(request, { aws, common, context }));
}

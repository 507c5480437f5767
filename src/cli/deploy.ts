import type { Aws } from '../aws/openAws.ts';
import type { Stacks } from '../aws/stacks.ts';
import { LoginbellError } from '../errors.ts';
import type { DeployFacts, DeployRequest, DeployWork } from '../installation/deployFacts.ts';
import { planDeploy } from '../installation/deployPlan.ts';
import { isUsable } from '../installation/stack.ts';
import { approvePlan } from './approvePlan.ts';
import type { AwsVerbOptions } from './awsOptions.ts';
import { runAwsVerb } from './awsVerb.ts';
import { commandName } from './commandName.ts';
import { readDeployRequest, withAccountNames } from './deployOptions.ts';
import { EXIT } from './exitCodes.ts';
import { readTwins, templateNames } from './packagedTemplates.ts';
import { followStack } from './stackProgress.ts';
import { printableJson, shown } from './terminal.ts';
import type { VerbContext } from './verbContext.ts';

type Deps = {
  readonly aws: Aws;
  readonly common: AwsVerbOptions;
  readonly context: VerbContext;
};

async function deploy(typed: DeployRequest, { aws, common, context }: Deps): Promise<number> {
  const { terminal, clock } = context;
  const request = typed.namesOfOrganization
    ? withAccountNames(typed, await loadNames(aws, context))
    : typed;
  const { createStacks } = await import('../aws/stacks.ts');
  const stacks = createStacks({ client: await aws.cloudFormation(), clock });
  terminal.progress('looking at the account …');
  const facts = await loadFacts(request, { stacks, aws, common });
  terminal.progress('');
  const { plan, works, asked } = planDeploy(request, facts);
  if (works.length === 0 && !common.dryRun) {
    terminal.err(`Nothing changed: ${shown(plan.title)} is as asked for.`);
    if (common.json) terminal.out(printableJson({ changed: [] }));
    return EXIT.ok;
  }
  const approval = await approvePlan(plan, common, terminal);
  if (!approval.act) return approval.exitCode;
  const changed: string[] = [];
  for (const work of works)
    if (await carryOut(work, stacks, context)) changed.push(work.change.name);
  const after = await stacks.find(facts.notification.state?.name ?? common.names.stack);
  if (common.json) terminal.out(printableJson({ changed, outputs: after?.outputs ?? {} }));
  else sayWhatNext(changed, asked, common, context);
  return EXIT.ok;
}

async function loadNames(aws: Aws, { environment, clock }: VerbContext) {
  const { createAwsRequests } = await import('../aws/awsRequests.ts');
  const { loadOrganizationAccounts, organizationsEndpoint } = await import(
    '../aws/organizationAccounts.ts'
  );
  const { partition } = await aws.place();
  const { accessKeyId, secretAccessKey, sessionToken } = await aws.credentials();
  const requests = createAwsRequests({
    clock,
    environment: {
      AWS_ENDPOINT_URL: environment['AWS_ENDPOINT_URL'],
      AWS_ENDPOINT_URL_ORGANIZATIONS: environment['AWS_ENDPOINT_URL_ORGANIZATIONS'],
      ...organizationsEndpoint(partition),
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: sessionToken,
    },
  });
  return loadOrganizationAccounts(requests);
}

async function loadFacts(
  request: DeployRequest,
  {
    stacks,
    aws,
    common: { names },
  }: { readonly stacks: Stacks; readonly aws: Aws; readonly common: AwsVerbOptions },
): Promise<DeployFacts> {
  const place = await aws.place();
  const { loadInstalledStacks } = await import('../aws/installedStacks.ts');
  const installed = await loadInstalledStacks(stacks, names);
  const bringsSafetyNet = templateNames().includes('safety-net');
  if (request.safetyNet && !bringsSafetyNet) {
    throw new LoginbellError('bad-input', 'this loginbell brings no template safety-net.yaml');
  }
  const { loadLogGroupFacts, loadTrailCandidates } = await import('../aws/trailCandidates.ts');
  const clients = { cloudTrail: await aws.cloudTrail(), logs: await aws.logs() };
  const { logGroup } = request;
  const { findArticleStack } = await import('../aws/installedStacks.ts');
  const article = isUsable(installed.notification.state)
    ? undefined
    : await findArticleStack(stacks);
  const looks = logGroup === undefined && !isUsable(installed.notification.state);
  return {
    place,
    names,
    ...(article === undefined ? {} : { article }),
    candidates: looks ? await loadTrailCandidates(clients, place) : [],
    givenLogGroup:
      logGroup === undefined ? undefined : await loadLogGroupFacts(clients.logs, logGroup),
    trail: { ...installed.trail, ...readTwins('cloudtrail') },
    notification: { ...installed.notification, ...readTwins('console-login-notification') },
    safetyNet: bringsSafetyNet ? { ...installed.safetyNet, ...readTwins('safety-net') } : undefined,
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
  asked: readonly string[],
  { names, region }: AwsVerbOptions,
  { terminal: { out, style }, environment }: VerbContext,
): void {
  if (changed.length === 0) {
    out('Nothing changed.');
    return;
  }
  const where = `${region === undefined ? '' : ` --region ${region}`}${names.stack === 'loginbell' ? '' : ` --suffix ${names.suffix}`}`;
  const command = commandName(environment);
  out(style.bold('Done.'));
  for (const address of asked) {
    out(`AWS sends a mail to ${shown(address)} that asks to confirm. Do not click its link.`);
    out('Copy the link, then type:');
    out(`  ${command} confirm${where} 'THE LINK'`);
  }
  out(`See that it works:  ${command} test${where}`);
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

import { text } from 'node:stream/consumers';
import { isAwsError } from '../aws/awsErrors.ts';
import type { Aws } from '../aws/openAws.ts';
import type { Subscriptions } from '../aws/subscriptions.ts';
import { LoginbellError } from '../errors.ts';
import {
  isOpenToLinks,
  type PastedConfirmation,
  parseConfirmation,
  type Subscription,
  suffixOfTopic,
  topicOf,
} from '../installation/confirmation.ts';
import type { Plan } from '../installation/plan.ts';
import { resourceArns } from '../installation/resourceNames.ts';
import { approvePlan } from './approvePlan.ts';
import type { AwsVerbOptions } from './awsOptions.ts';
import { runAwsVerb } from './awsVerb.ts';
import { commandName } from './commandName.ts';
import { EXIT } from './exitCodes.ts';
import { printableJson, shown, type Terminal } from './terminal.ts';
import type { VerbContext } from './verbContext.ts';

type Deps = { readonly aws: Aws; readonly common: AwsVerbOptions; readonly context: VerbContext };

async function confirm(
  parsed: PastedConfirmation,
  { aws, common, context }: Deps,
): Promise<number> {
  const { terminal } = context;
  if (!parsed.ok) throw new LoginbellError('bad-input', parsed.reason);
  const topicArn = parsed.topicArn ?? resourceArns(common.names, await aws.place()).topic;
  const { region, accountId } = checkedTopic(topicArn);
  const place = await aws.place();
  if (accountId !== place.accountId) {
    throw new LoginbellError(
      'bad-input',
      `the link is of account ${accountId}, and the credentials are of ${place.accountId}; add --profile`,
    );
  }
  const plan: Plan = {
    title: `Confirm a subscription in ${accountId}, ${region}`,
    steps: [
      {
        action: 'set',
        what: `subscription to ${topicArn}`,
        why: 'signed, so that no link can end it',
      },
    ],
    undo: ['aws sns unsubscribe, signed in to the account'],
  };
  // The link itself is the permission: nothing here is lost, so nobody is asked.
  const approval = await approvePlan(plan, { ...common, yes: true }, terminal);
  if (!approval.act) return approval.exitCode;
  const subscriptions = await openSubscriptions(aws, region);
  const arn = await confirmWith(subscriptions, topicArn, parsed.token);
  const authenticated = await subscriptions.isAuthenticated(arn);
  if (authenticated !== false) {
    const certainty = authenticated
      ? 'No link can unsubscribe it.'
      : 'Whether it had been confirmed before by a click could not be seen: sns:GetSubscriptionAttributes is missing.';
    if (common.json) terminal.out(printableJson({ arn, authenticated: authenticated ?? null }));
    else terminal.out(`Confirmed: ${shown(arn)}. ${certainty}`);
    return EXIT.ok;
  }
  terminal.err('It was confirmed before, by a click: a link in every mail unsubscribes it.');
  const open = ((await subscriptions.list(topicArn)) ?? []).filter((one) => one.arn === arn);
  return await repair(open, subscriptions, { aws, common, context });
}

/** A topic of loginbell's; any other could be somebody's trick to have an address subscribed to theirs. */
function checkedTopic(topicArn: string) {
  const topic = topicOf(topicArn);
  if (topic !== undefined && suffixOfTopic(topic.name) !== undefined) return topic;
  throw new LoginbellError(
    'bad-input',
    `the link is not of a topic of loginbell's, but of ${shown(topicArn)}; take the one in the mail that names SendEmailTopic-… or LoginbellAlarmTopic-…`,
  );
}

async function confirmWith(
  subscriptions: Subscriptions,
  topicArn: string,
  token: string,
): Promise<string> {
  try {
    return await subscriptions.confirm(topicArn, token);
  } catch (error) {
    const isWrong = error instanceof Error && /token/i.test(error.message);
    if (!isWrong || isAwsError(error, 'expired-credentials')) throw error;
    throw new LoginbellError(
      'bad-input',
      `SNS does not take this token (${shown(error.message)}); it is good for two days. For a new mail: aws sns subscribe --topic-arn ${topicArn} --protocol email --notification-endpoint you@example.com`,
      { cause: error },
    );
  }
}

/** Who is subscribed; offers to repair what a link could end. */
async function review({ aws, common, context }: Deps): Promise<number> {
  const { terminal } = context;
  const place = await aws.place();
  const { topic, alarmTopic } = resourceArns(common.names, place);
  const subscriptions = await openSubscriptions(aws, place.region);
  const lists = await Promise.all([subscriptions.list(topic), subscriptions.list(alarmTopic)]);
  if (lists[0] === undefined) {
    throw new LoginbellError(
      'bad-input',
      `there is no topic ${common.names.topic} in ${place.accountId}, ${place.region}; are --region, --profile and --suffix those of the installation?`,
    );
  }
  const all = lists.flatMap((list) => list ?? []);
  const open = all.filter(isOpenToLinks);
  if (common.json) terminal.out(printableJson(all));
  else for (const one of all) terminal.out(subscriptionLine(one, terminal));
  if (all.length === 0)
    terminal.err('Nobody is subscribed. "loginbell deploy --email …" subscribes you.');
  if (open.length > 0) {
    if (terminal.canAsk || common.yes || common.dryRun) {
      return await repair(open, subscriptions, { aws, common, context });
    }
    terminal.err('Add --yes to ask those anew whom a link could unsubscribe.');
  }
  if (!all.some(({ arn }) => arn === undefined)) return EXIT.ok;
  terminal.err(
    `Copy the link in AWS's mail without clicking it, then: ${commandName(context.environment)} confirm 'THE LINK'`,
  );
  if (!terminal.canAsk || common.yes || common.dryRun) return EXIT.ok;
  const pasted = await terminal.ask('Paste it here (or press Enter to leave it): ');
  return pasted.trim() === ''
    ? EXIT.ok
    : await confirm(parseConfirmation(pasted), { aws, common, context });
}

async function repair(
  open: readonly Subscription[],
  subscriptions: Subscriptions,
  { common, context: { terminal, environment } }: Deps,
): Promise<number> {
  const plan: Plan = {
    title: 'Repair what a link in a mail could unsubscribe',
    steps: open.flatMap(({ endpoint, topicArn }): Plan['steps'][number][] => [
      {
        action: 'delete',
        what: `subscription of ${endpoint} to ${topicArn}`,
        why: 'it is told nothing until it is confirmed again',
      },
      { action: 'send', what: `a new request to confirm, to ${endpoint}` },
    ]),
    undo: ['a click on the link in the new mail, which makes it as it was'],
  };
  const approval = await approvePlan(plan, common, terminal);
  if (!approval.act) return approval.exitCode;
  for (const one of open) {
    await subscriptions.repeat(one);
    terminal.out(
      `Asked anew: ${shown(one.endpoint)}. Copy the link in the new mail, then: ${commandName(environment)} confirm 'THE LINK'`,
    );
  }
  return EXIT.ok;
}

function subscriptionLine(one: Subscription, { style }: Terminal): string {
  const who = `${shown(one.protocol, 12)} ${shown(one.endpoint, 80)}`;
  if (one.arn === undefined) return `${style.yellow(' !')}  ${who}: waits to be confirmed`;
  if (isOpenToLinks(one)) {
    return `${style.yellow(' !')}  ${who}: confirmed by a click; a link in every mail unsubscribes it`;
  }
  return `${style.green(' ·')}  ${who}: confirmed`;
}

async function openSubscriptions(aws: Aws, region: string): Promise<Subscriptions> {
  const { createSubscriptions } = await import('../aws/subscriptions.ts');
  return createSubscriptions({ client: await aws.sns(region) });
}

/** Confirms the link, in the region that it names, or says who is subscribed where none is given; returns the exit code. */
export async function runConfirm(
  link: string | undefined,
  options: Readonly<Record<string, unknown>>,
  context: VerbContext,
): Promise<number> {
  const pasted = link === '-' ? await text(process.stdin) : link;
  const parsed = pasted === undefined ? undefined : parseConfirmation(pasted);
  const named = parsed?.ok ? topicOf(parsed.topicArn ?? '')?.region : undefined;
  const region = options['region'] ?? named;
  return await runAwsVerb({ ...options, region }, context, async (aws, common) => {
    const deps = { aws, common, context };
    return parsed === undefined ? await review(deps) : await confirm(parsed, deps);
  });
}

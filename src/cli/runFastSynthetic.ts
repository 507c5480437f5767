import { randomUUID } from 'node:crypto';
import type { Aws } from '../aws/openAws.ts';
import { LoginbellError, reasonOf } from '../errors.ts';
import type { FastPathStack } from '../installation/deployFacts.ts';
import type { Plan } from '../installation/plan.ts';
import { isUsable } from '../installation/stack.ts';
import { namingVerb } from './addVerb.ts';
import { approvePlan } from './approvePlan.ts';
import type { AwsVerbOptions } from './awsOptions.ts';
import { EXIT } from './exitCodes.ts';
import { type FoundInstallation, requireInstallation } from './installationOptions.ts';
import { linkLines } from './linkLines.ts';
import { lookAtHealth } from './lookAtHealth.ts';
import { plural } from './plural.ts';
import { readPatience, secondsOf } from './runSynthetic.ts';
import { printableJson, shown } from './terminal.ts';
import type { VerbContext } from './verbContext.ts';

/** Seconds to wait for EventBridge, which is a matter of seconds; it promises nothing. */
const FAST_PATIENCE = 60;

/** What came of the event of one region; times in milliseconds from its sending. */
type FastResult = {
  readonly region: string;
  /** Until it was told; absent where it was not. */
  readonly told?: number;
  /** What it did not pass, or why it could not be sent. */
  readonly stopped?: string;
};

/** `loginbell test --fast`: a made-up sign-in from each region of the fast path, all at once. */
export async function runFastSynthetic(
  aws: Aws,
  common: AwsVerbOptions,
  options: Readonly<Record<string, unknown>>,
  context: VerbContext,
): Promise<number> {
  const { terminal, clock, language } = context;
  const patience = readPatience(options, FAST_PATIENCE);
  const installation = await requireInstallation(aws, common, options, clock);
  const { loadFastPath } = await import('../aws/fastPathStacks.ts');
  const { names } = installation;
  const { stacks, unseen } = await loadFastPath(aws, { names, clock, everywhere: 'if-at-home' });
  const there = stacks.filter(({ state }) => isUsable(state));
  if (there.length === 0) {
    throw new LoginbellError(
      'bad-input',
      `there is no fast path in ${aws.region}, so no event can reach the function; "loginbell deploy --fast-path" makes one`,
    );
  }
  const approval = await approvePlan(planOf(installation, there), common, terminal);
  if (!approval.act) return approval.exitCode;
  for (const { region, reason } of unseen)
    terminal.err(`${region} could not be looked at: ${shown(reason, 300)}`);
  const { createFastChain } = await import('../aws/syntheticChain.ts');
  const { followTrial } = await import('../installation/syntheticProgress.ts');
  const { syntheticSignIn } = await import('../installation/syntheticSignIn.ts');
  const dynamoDb = await aws.dynamoDb();
  const place = await aws.place();
  const waiting = new Set(there.map(({ region }) => region));
  const width = Math.max(...there.map(({ region }) => region.length));
  const showWaiting = () =>
    terminal.progress(waiting.size === 0 ? '' : `waiting for ${[...waiting].join(', ')} …`);
  const send = async (region: string): Promise<FastResult> => {
    const begun = clock.now();
    const record = syntheticSignIn({ id: randomUUID(), at: begun, ...place, region });
    const eventBridge = await aws.eventBridge(region);
    const chain = createFastChain({ eventBridge, dynamoDb, tableName: names.table });
    let took = 0;
    for await (const step of followTrial(record, chain, { clock, patience })) {
      if (step.kind === 'passed') took += step.took;
      if (step.kind === 'stopped')
        return { region, stopped: `${STOPPED[step.stage]} within ${secondsOf(step.waited)}` };
    }
    return { region, told: took };
  };
  showWaiting();
  const results = await Promise.all(
    there.map(async ({ region }) => {
      const { awsProblemOf } = await import('../aws/awsErrors.ts');
      const result = await send(region).catch((error: unknown): FastResult => {
        const reason = awsProblemOf(error)?.sentence ?? reasonOf(error);
        return { region, stopped: namingVerb(reason, 'test') };
      });
      waiting.delete(region);
      if (!common.json) terminal.out(resultLine(result, width));
      showWaiting();
      return result;
    }),
  );
  const arrives = results.every(({ told }) => told !== undefined);
  const links = arrives ? [] : await lookAtHealth(aws, installation, context);
  if (common.json) {
    terminal.out(printableJson({ regions: results, told: arrives, links }));
  } else if (arrives) {
    const mails = plural(results.length, 'mail');
    terminal.out(`Look into the mailbox for ${mails} that say they are a test.`);
  } else {
    for (const link of links.filter(({ verdict }) => verdict !== 'ok')) {
      for (const line of linkLines(link, terminal.style, language)) terminal.out(line);
    }
    terminal.out('What the fast path loses, the trail brings some minutes later; nothing is lost.');
  }
  return arrives ? EXIT.ok : EXIT.broken;
}

const STOPPED = {
  logged: 'EventBridge did not take it',
  stored: 'it did not reach the function',
  sent: 'the function did not send the notice',
} as const;

function planOf({ stack, names }: FoundInstallation, there: readonly FastPathStack[]): Plan {
  return {
    title: `Send a made-up sign-in through the fast path of stack ${stack}, from ${plural(there.length, 'region')}`,
    steps: [
      ...there.map(({ region }) => {
        return { action: 'send', what: `an event to the default bus in ${region}` } as const;
      }),
      {
        action: 'send',
        what: `${plural(there.length, 'mail')} to everybody who is subscribed to topic ${names.topic}`,
        why: 'each subject says that it is a test',
      },
      {
        action: 'create',
        what: `${plural(there.length, 'row')} in table ${names.table}`,
        why: 'expire within a day',
      },
    ],
    undo: ['a mail cannot be taken back; the rest goes by itself'],
  };
}

function resultLine({ region, told, stopped = '' }: FastResult, width: number): string {
  const name = region.padEnd(width);
  return told === undefined
    ? `  STOPPED  ${name}  ${shown(stopped, 300)}`
    : `  ok       ${name}  told after ${secondsOf(told)}`;
}

import type { Aws } from '../aws/openAws.ts';
import type { Plan } from '../installation/plan.ts';
import type { LetterOutcome } from '../installation/redrive.ts';
import { approvePlan } from './approvePlan.ts';
import type { AwsVerbOptions } from './awsOptions.ts';
import { EXIT } from './exitCodes.ts';
import { requireInstallation } from './installationOptions.ts';
import { plural } from './plural.ts';
import { printableJson, shown, type Terminal } from './terminal.ts';
import type { VerbContext } from './verbContext.ts';

/** `loginbell redrive`: gives the dead letters to the function again. */
export async function redriveLetters(
  aws: Aws,
  common: AwsVerbOptions,
  options: Readonly<Record<string, unknown>>,
  { terminal, clock }: VerbContext,
): Promise<number> {
  const installation = await requireInstallation(aws, common, options, clock);
  const { deadLetters: queue, functionName } = installation.names;
  const { loadLetterCount, loadQueueUrl, createSqsDeadLetterQueue } = await import(
    '../aws/sqsDeadLetterQueue.ts'
  );
  const { createReplay } = await import('../aws/createReplay.ts');
  const { redrive } = await import('../installation/redrive.ts');
  const client = await aws.sqs();
  const queueUrl = await loadQueueUrl(client, queue);
  const count = await loadLetterCount(client, queueUrl);
  if (count.visible + count.hidden === 0) {
    if (common.json) terminal.out(printableJson({ replayed: [], kept: [] }));
    else terminal.out(`No dead letters in ${queue}: nothing to replay.`);
    return EXIT.ok;
  }
  const { accountId, region } = await aws.place();
  const plan = planOf(count, queue, functionName, `${accountId}, ${region}`);
  const approval = await approvePlan(plan, common, terminal);
  if (!approval.act) return approval.exitCode;
  const box = createSqsDeadLetterQueue({ client, queueUrl });
  const replay = createReplay({ client: await aws.lambda(), functionName });
  const outcomes: LetterOutcome[] = [];
  for await (const outcome of redrive(box, replay)) {
    outcomes.push(outcome);
    if (!common.json) terminal.out(outcomeLine(outcome));
    terminal.progress(`${outcomes.length} of about ${count.visible} letters`);
  }
  terminal.progress('');
  return finish(outcomes, common, terminal);
}

/** How many letters there are, about: SQS counts what it has nearly, not exactly. */
type LetterCount = { readonly visible: number; readonly hidden: number };

function planOf({ visible, hidden }: LetterCount, queue: string, to: string, where: string): Plan {
  return {
    title: `Replay the dead letters of ${where}`,
    steps: [
      {
        action: 'send',
        what: `${plural(visible, 'letter')} of queue ${queue} to function ${to}, one after the other`,
        why: 'what was told before is not told again',
      },
      {
        action: 'delete',
        what: 'each letter of which the function has told everything',
        why: 'the others stay in the queue, with their reasons said here',
      },
      ...(hidden === 0
        ? []
        : [
            {
              action: 'keep',
              what: plural(hidden, 'letter'),
              why: 'in the hands of another redrive, or for up to ten minutes of one that was stopped',
            } as const,
          ]),
    ],
    undo: ['mails cannot be taken back; a letter that is deleted has been told'],
  };
}

function outcomeLine({ kind, records, failedAt, reason }: LetterOutcome): string {
  const what = `  ${kind.padEnd(8)}  ${plural(records, 'record')}`;
  const since = failedAt === '' ? '' : `, failed ${shown(failedAt, 40)}`;
  return kind === 'kept' ? `${what}${since}: ${shown(reason, 400)}` : `${what}${since}`;
}

function finish(
  outcomes: readonly LetterOutcome[],
  { json }: AwsVerbOptions,
  terminal: Terminal,
): number {
  const replayed = outcomes.filter(({ kind }) => kind === 'replayed');
  const kept = outcomes.filter(({ kind }) => kind === 'kept');
  if (json) terminal.out(printableJson({ replayed, kept }));
  else {
    const sum = `${plural(outcomes.length, 'dead letter')}: ${replayed.length} replayed, ${kept.length} kept.`;
    terminal.out(terminal.style.bold(sum));
  }
  if (kept.length === 0) return EXIT.ok;
  terminal.err('What was kept is not told yet; mend the cause and run the same command again.');
  return EXIT.untold;
}

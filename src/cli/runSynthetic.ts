import { randomUUID } from 'node:crypto';
import type { Aws } from '../aws/openAws.ts';
import { reasonOf } from '../errors.ts';
import type { CheckName } from '../health/checks.ts';
import type { CheckResult } from '../health/verdict.ts';
import type { Plan } from '../installation/plan.ts';
import type { TrialStage, TrialStep } from '../installation/syntheticProgress.ts';
import { approvePlan } from './approvePlan.ts';
import type { AwsVerbOptions } from './awsOptions.ts';
import { STEP_PATIENCE } from './defaults.ts';
import { EXIT } from './exitCodes.ts';
import { type FoundInstallation, requireInstallation } from './installationOptions.ts';
import { linkLines } from './linkLines.ts';
import { lookAtHealth } from './lookAtHealth.ts';
import { readFlags } from './readFlags.ts';
import { printableJson, shown } from './terminal.ts';
import type { VerbContext } from './verbContext.ts';

/** `loginbell test`: a made-up sign-in through the real chain. */
export async function runSynthetic(
  aws: Aws,
  common: AwsVerbOptions,
  options: Readonly<Record<string, unknown>>,
  context: VerbContext,
): Promise<number> {
  const { terminal, clock } = context;
  const patience = readPatience(options);
  const installation = await requireInstallation(aws, common, options, clock);
  const approval = await approvePlan(planOf(installation), common, terminal);
  if (!approval.act) return approval.exitCode;
  const { createSyntheticChain } = await import('../aws/syntheticChain.ts');
  const { followTrial } = await import('../installation/syntheticProgress.ts');
  const { syntheticSignIn } = await import('../installation/syntheticSignIn.ts');
  const record = syntheticSignIn({ id: randomUUID(), at: clock.now(), ...(await aws.place()) });
  const chain = createSyntheticChain({
    logs: await aws.logs(),
    dynamoDb: await aws.dynamoDb(),
    logGroup: installation.logGroup,
    logStream: record.eventID,
    tableName: installation.names.table,
    clock,
  });
  const steps: Milestone[] = [];
  for await (const step of followTrial(record, chain, { clock, patience })) {
    if (step.kind === 'waiting') {
      terminal.progress(`${WAITING[step.stage]}, ${secondsOf(step.waited)}`);
    } else if (step.kind === 'left-behind') {
      const reason = shown(reasonOf(step.error), 300);
      terminal.err(`the log stream ${record.eventID} could not be deleted: ${reason}`);
    } else {
      steps.push(step);
      if (!common.json) terminal.out(stepLine(step, installation));
    }
  }
  terminal.progress('');
  const links = await lookAtHealth(aws, installation, context);
  return finish({ eventId: record.eventID, steps, links }, installation, common, context);
}

/** How long to wait for a link, in milliseconds. Throws a `bad-config` error for what is no number of seconds. */
export function readPatience(
  options: Readonly<Record<string, unknown>>,
  standard = STEP_PATIENCE,
): number {
  const reader = readFlags(options);
  const seconds = reader.take('wait', parseSeconds, standard);
  reader.finish();
  return seconds * 1000;
}

function parseSeconds(text: string): number {
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw new Error(`${JSON.stringify(text)} is no number of seconds; write for example 300`);
}

function planOf({ stack, logGroup, names, events }: FoundInstallation): Plan {
  return {
    title: `Send a made-up sign-in through the chain of stack ${stack}`,
    steps: [
      {
        action: 'create',
        what: `a log stream loginbell-test-… in log group ${logGroup}`,
        why: 'holds one record, and is deleted at the end',
      },
      {
        action: 'send',
        what: `one mail to everybody who is subscribed to topic ${names.topic}`,
        why: 'its subject says that it is a test',
      },
      {
        action: 'create',
        what: `one row in table ${names.table}`,
        why: 'expires within a day',
      },
      ...(events === 'AllSignInsAndTampering'
        ? [
            {
              action: 'send',
              what: 'a second mail, about DeleteLogStream',
              why: 'deleting the log stream is a change to the chain, and this installation rings for those',
            } as const,
          ]
        : []),
    ],
    undo: ['a mail cannot be taken back; the rest goes by itself'],
  };
}

/** What is worth a line. */
type Milestone = Extract<TrialStep, { kind: 'passed' | 'stopped' }>;

const WAITING: Readonly<Record<TrialStage, string>> = {
  logged: 'writing the record',
  stored: 'waiting for CloudWatch Logs to bring it to the function',
  sent: 'waiting for the function to send the notice',
};

function stepLine(step: Milestone, about: FoundInstallation): string {
  const { logGroup, names } = about;
  const said: Readonly<Record<TrialStage, readonly [link: string, did: string]>> = {
    logged: ['log group', `${logGroup} took the record`],
    stored: ['function', `${names.functionName} stored it in ${names.table}`],
    sent: ['topic', `${names.topic} took the notice`],
  };
  const [link, did] = said[step.stage];
  return step.kind === 'passed'
    ? `  ok       ${link.padEnd(9)}  ${shown(did)}, after ${secondsOf(step.took)}`
    : `  STOPPED  ${link.padEnd(9)}  nothing within ${secondsOf(step.waited)}`;
}

/** The links that decide whether a stage is passed. */
const CHECKS_OF: Readonly<Record<TrialStage, readonly CheckName[]>> = {
  logged: ['log-group'],
  stored: ['log-group', 'filter', 'permission', 'function', 'code', 'table'],
  sent: ['function', 'code', 'table', 'topic', 'retries', 'dead-letters'],
};

type Outcome = {
  readonly eventId: string;
  readonly steps: readonly Milestone[];
  readonly links: readonly CheckResult[];
};

function finish(
  outcome: Outcome,
  installation: FoundInstallation,
  { json, region }: AwsVerbOptions,
  { terminal, language }: Pick<VerbContext, 'terminal' | 'language'>,
): number {
  const { steps, links } = outcome;
  const stopped = steps.find(({ kind }) => kind === 'stopped');
  const topic = links.find(({ link }) => link === 'topic');
  const arrives = stopped === undefined && topic?.verdict !== 'broken';
  if (json) {
    terminal.out(printableJson({ ...outcome, told: arrives }));
  } else if (stopped !== undefined) {
    const suspects = links.filter(
      ({ link, verdict }) => verdict !== 'ok' && CHECKS_OF[stopped.stage].includes(link),
    );
    for (const suspect of suspects) {
      for (const line of linkLines(suspect, terminal.style, language)) terminal.out(line);
    }
    // What could not be looked at is no answer.
    if (!suspects.some(({ verdict }) => verdict === 'broken')) {
      const where = region === undefined ? '' : ` --region ${region}`;
      const log = installation.names.functionLogGroup;
      terminal.out(
        `No link there is known to be broken. Read the function's log: aws logs tail ${log}${where} --since 15m`,
      );
    }
  } else if (topic === undefined || topic.verdict === 'broken') {
    terminal.out('The chain works, but nobody is at its end:');
    for (const line of topic ? linkLines(topic, terminal.style, language) : []) terminal.out(line);
  } else {
    terminal.out(
      `${shown(topic.evidence, 600)} Look into the mailbox for a mail that says it is a test.`,
    );
  }
  return arrives ? EXIT.ok : EXIT.broken;
}

/** `1.4 s`, or `14 s`. */
export function secondsOf(ms: number): string {
  return `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;
}

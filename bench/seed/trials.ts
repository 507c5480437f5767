import { setTimeout } from 'node:timers/promises';
import { median } from '../measure/median.ts';
import type { EndpointFigures } from './endpoints.ts';
import { eventOf, type Kind } from './events.ts';
import type { Program } from './program.ts';
import type { RemoteEndpoints } from './startEndpoints.ts';
import { type Figures, startWorker, type Worker } from './worker.ts';

/** What one run of a trial took. */
export type TrialFigures = {
  /** From the first byte in (for a cold start: from the start of the process) until the end, as the trial says. */
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly peakMb: number;
  /** CPU time of the endpoints meanwhile. */
  readonly endpointsMs: number;
  readonly publishes: number;
  readonly dynamoDbCalls: number;
};

export type Trial = (program: Program, endpoints: RemoteEndpoints) => Promise<TrialFigures>;

/** Events before a process counts as warm. */
const WARMING = 5;
/** Longer than the pause that our SNS notifier keeps between two publishes: single sign-ins are seldom that close. */
const PAUSE_MS = 160;

/** A process that starts with one sign-in waiting: until the publish is answered; its CPU until it has answered. */
export const coldStart: Trial = (program, endpoints) =>
  inWorker(program, endpoints, async (worker, before) => {
    const { cpuFromStartMs: cpuMs, peakMb } = await worker.invoke(eventOf(1));
    const after = await endpoints.figures();
    const wallMs = (after.firstPublishAt ?? Number.NaN) - worker.startedAt;
    return { wallMs, cpuMs, peakMb, ...meanwhile(before, after) };
  });

/** One sign-in in a warm process, with the budget of a quiet hour: the median of `events` for its times. */
export const warmSignIn =
  (events: number): Trial =>
  (program, endpoints) =>
    inWorker(program, endpoints, async (worker) => {
      await warm(worker);
      const before = await endpoints.figures();
      const figures: Figures[] = [];
      for (let i = 0; i < events; i += 1) {
        await setTimeout(PAUSE_MS);
        await endpoints.refillBudget();
        figures.push(await worker.invoke(eventOf(1)));
      }
      const all = meanwhile(before, await endpoints.figures());
      return {
        wallMs: median(figures.map(({ wallMs }) => wallMs)),
        cpuMs: median(figures.map(({ cpuMs }) => cpuMs)),
        peakMb: Math.max(...figures.map(({ peakMb }) => peakMb)),
        endpointsMs: all.endpointsMs / events,
        publishes: all.publishes / events,
        dynamoDbCalls: all.dynamoDbCalls / events,
      };
    });

/**
 * `events` events of `size` sign-ins, one after the other, in a warm process: all of it. The budget is refilled
 * before each: past it our function would wait on purpose, 12 seconds at a time, for more to gather.
 */
export const burst =
  (events: number, size: number, kind: Kind): Trial =>
  (program, endpoints) =>
    inWorker(program, endpoints, async (worker) => {
      await warm(worker);
      const before = await endpoints.figures();
      const total = { wallMs: 0, cpuMs: 0, peakMb: 0 };
      for (let i = 0; i < events; i += 1) {
        await endpoints.refillBudget();
        const { wallMs, cpuMs, peakMb } = await worker.invoke(eventOf(size, kind));
        total.wallMs += wallMs;
        total.cpuMs += cpuMs;
        total.peakMb = peakMb;
      }
      return { ...total, ...meanwhile(before, await endpoints.figures()) };
    });

async function warm(worker: Worker): Promise<void> {
  for (let i = 0; i < WARMING; i += 1) await worker.invoke(eventOf(1));
  await setTimeout(PAUSE_MS);
}

function meanwhile(before: EndpointFigures, { cpuMs, publishes, dynamoDbCalls }: EndpointFigures) {
  return { endpointsMs: cpuMs - before.cpuMs, publishes, dynamoDbCalls };
}

/** Runs one trial in a process of its own, over empty tables. */
async function inWorker(
  program: Program,
  endpoints: RemoteEndpoints,
  trial: (worker: Worker, before: EndpointFigures) => Promise<TrialFigures>,
): Promise<TrialFigures> {
  const tables = await endpoints.freshTables();
  const before = await endpoints.figures();
  const worker = startWorker(program, tables);
  try {
    return await trial(worker, before);
  } finally {
    await worker.stop();
  }
}

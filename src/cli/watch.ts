import { awsProblemOf } from '../aws/awsErrors.ts';
import { kindOf } from '../aws/errorKinds.ts';
import type { Aws } from '../aws/openAws.ts';
import type { S3Place } from '../aws/s3/s3Url.ts';
import { isComplete, type RingReport, ring } from '../bell/bell.ts';
import { startCatchUp, takePast, tellCatchUp } from '../bell/catchUp.ts';
import { LoginbellError } from '../errors.ts';
import { lookUpsFor } from '../installation/lookedUp.ts';
import type { FileProblem } from '../local/fileProblems.ts';
import { openJournalFile } from '../local/openJournalFile.ts';
import { createBucketSource } from '../local/watch/bucketSource.ts';
import { createFolderSource } from '../local/watch/folderSource.ts';
import { startHealthServer, type WatchFigures } from '../local/watch/healthServer.ts';
import { createHistorySource } from '../local/watch/historySource.ts';
import { listen, type Source, type SourceHealth, type Take } from '../local/watch/listen.ts';
import { openLooks } from '../local/watch/looks.ts';
import { composeSelfNotice } from '../notice/composeSelfNotice.ts';
import type { Notice } from '../notice/notice.ts';
import { parseRegions } from '../settings.ts';
import { openLocalBell } from './localBell.ts';
import { loadLocalSettings } from './localSettings.ts';
import { plural } from './plural.ts';
import { problemLine } from './problemLine.ts';
import { readFlags } from './readFlags.ts';
import { ringSettings } from './ringSettings.ts';
import type { S3Buckets } from './s3Bucket.ts';
import { isS3, parsePlaces } from './s3Listing.ts';
import { severityMark, shown } from './terminal.ts';
import type { VerbContext } from './verbContext.ts';
import { createWatchLog, type WatchLog } from './watchLog.ts';
import { withPlaces } from './withPlaces.ts';

const MINUTE = 60_000;
/** A folder costs nothing to look at. */
const FOLDER_EVERY = 2000;

/** `loginbell watch`: listens until it is told to stop. */
export async function watch(
  paths: readonly string[],
  options: Readonly<Record<string, unknown>>,
  context: VerbContext,
): Promise<number> {
  const { clock, environment, terminal } = context;
  const settings = await withPlaces(
    loadLocalSettings(options, environment, { events: 'AllSignIns' }),
    terminal,
  );
  const asked = readWatchOptions(options);
  const log = createWatchLog(options['log'] === 'json', terminal, clock);
  const stop = stopOnSignals(log);
  const bell = openLocalBell(settings, (what, reason) => log.say('refused', { what, reason }));
  const database = openJournalFile(settings.data);
  const looks = openLooks(database);
  const figures: WatchFigures = {
    records: 0,
    notices: 0,
    signIns: 0,
    failures: 0,
    delaySeconds: 0,
  };
  const opened: { close(): void }[] = [];
  let buckets: Promise<S3Buckets> | undefined;
  /** One for all buckets and queues. */
  const s3 = () => {
    buckets ??= import('./s3Bucket.ts').then(({ openS3Bucket }) => {
      const one = openS3Bucket(environment);
      opened.push(one);
      return one;
    });
    return buckets;
  };
  try {
    const take = createTake();
    const sources = await openSources();
    const health = sources.map(
      ({ name }): SourceHealth => ({
        name,
        heardAt: clock.now(),
        looks: 0,
        failures: 0,
        saidDeaf: false,
      }),
    );
    const server =
      asked.health === undefined
        ? undefined
        : await startHealthServer(asked.health, {
            sources: health,
            figures,
            now: () => clock.now(),
          });
    const address = server?.address();
    if (typeof address === 'object' && address !== null) {
      log.say('health', { at: `http://${asked.health?.host}:${address.port}` });
    }
    log.say('listening', {
      to: sources.map(({ name }) => name).join(', '),
      telling: bell.destination,
    });
    await Promise.all(
      sources.map((source, i) => {
        const own = health[i];
        return own === undefined
          ? undefined
          : listen(source, own, {
              clock,
              take,
              signal: stop.signal,
              onDeaf: (ill) => tell('deaf', ill, ill.heardAt, ill.reason ?? ''),
              onWell: (well, since) => tell('well', well, since),
              onLook: sayLook,
            });
      }),
    );
    server?.close();
    server?.closeAllConnections();
    log.say('stopped', { notices: figures.notices, signIns: figures.signIns });
    return 0;
  } finally {
    stop.forget();
    for (const one of opened) one.close();
    database.close();
    bell.close();
  }

  /** One envelope after the other: sources that bring the same sign-in at once need not wait for each other's leases. */
  function createTake(): Take {
    const deps = { ...bell.deps, onSent: sayNotice };
    const ringing = ringSettings(settings, options);
    let last: Promise<unknown> = Promise.resolve();
    return (records) => {
      const turn = last.then(async () => {
        const past = startCatchUp();
        const report = await ring(records, deps, ringing, (run, all) => takePast(run, all, past));
        const caughtUp = await tellCatchUp(deps, ringing, past);
        count(report);
        count(caughtUp);
        return isComplete(report) && isComplete(caughtUp);
      });
      last = turn.catch(() => undefined);
      return turn;
    };
  }

  function count(report: RingReport): void {
    figures.records += report.records;
    figures.notices += report.notices;
    figures.signIns += report.settled.length + report.caughtUp;
    figures.failures += report.failures.length;
    for (const { eventId, step, reason } of report.failures.slice(0, 3)) {
      log.say('not told yet', { eventId, step, reason });
    }
  }

  function sayNotice({ subject, attributes, signIns }: Notice): void {
    const [first] = signIns;
    if (first?.timeIsKnown) {
      figures.delaySeconds = Math.round((clock.now() - Date.parse(first.occurredAt)) / 1000);
    }
    if (log.isJson) log.say('told', { severity: attributes.severity, subject });
    else terminal.out(`  ${severityMark(attributes.severity, terminal.style)}  ${shown(subject)}`);
  }

  function sayLook({ name, reason, failures }: SourceHealth): void {
    if (reason !== undefined) log.say('not heard', { source: name, reason, failures });
  }

  async function tell(kind: 'deaf' | 'well', { name }: SourceHealth, at: number, reason = '') {
    const since = new Date(at).toISOString();
    const telling =
      kind === 'deaf' ? { kind, what: name, since, reason } : { kind, what: name, since };
    const notice = composeSelfNotice(telling, settings.notice, '');
    await bell.deps.notifier.send(notice);
    sayNotice(notice);
  }

  async function openSources(): Promise<Source[]> {
    const buckets = parsePlaces(paths.filter(isS3)).map(openBucket);
    const folders = paths
      .filter((path) => !isS3(path))
      .map((folder) =>
        createFolderSource({
          folder,
          everyMs: FOLDER_EVERY,
          clock,
          onProblem: sayProblem,
        }),
      );
    const wantsAws = options['aws'] === true || (paths.length === 0 && asked.queues.length === 0);
    if (!wantsAws && asked.queues.length === 0) return [...folders, ...buckets];
    const connect = createConnection(options, context, opened);
    const queues = await Promise.all(
      asked.queues.map(async (url) => openQueue(url, await connect.get())),
    );
    return [...folders, ...buckets, ...queues, ...(wantsAws ? await openRegions(connect) : [])];
  }

  async function openQueue(queueUrl: string, aws: Aws): Promise<Source> {
    const { createQueueSource } = await import('../aws/queueSource.ts');
    const [, region] = /^https?:\/\/sqs\.([a-z0-9-]+)\./.exec(queueUrl) ?? [];
    return createQueueSource({
      client: await aws.sqs(region),
      queueUrl,
      signal: stop.signal,
      onForeign: (reason) => log.say('put aside', { queue: queueUrl, reason }),
      readObjects: async (objects, take) => (await s3()).ring(objects, take, sayProblem),
    });
  }

  function sayProblem(problem: FileProblem): void {
    log.say('cannot read', { problem: problemLine(problem) });
  }

  function openBucket(place: S3Place): Source {
    const address = `s3://${place.bucket}/${place.prefix}`;
    return createBucketSource({
      name: address,
      everyMs: asked.everyMs,
      clock,
      bucket: {
        list: async (since, until) =>
          (await s3()).list(place, { since, until, regions: asked.regions }),
        fetch: async (addresses) => (await s3()).fetch(place.bucket, addresses),
      },
      onProblem: sayProblem,
    });
  }

  async function openRegions(connect: Connection): Promise<Source[]> {
    const { loadRegions } = await import('../aws/regions.ts');
    const { createEventLookup } = await import('../aws/lookupEvents.ts');
    const aws = await connect.get();
    const { accountId } = await connect.ask((one) => one.place());
    const regions =
      asked.regions ??
      (await connect.ask(async (one) => loadRegions(await one.account(), '--regions')));
    log.say('looking at', { account: accountId, regions: plural(regions.length, 'region') });
    const filters = lookUpsFor(settings.events);
    return regions.map((region) => {
      let ofWhich = aws;
      let lookup: ReturnType<typeof createEventLookup> | undefined;
      return createHistorySource({
        region,
        key: `${accountId} ${region}`,
        everyMs: asked.everyMs,
        looks,
        clock,
        lookUp: async function* (span) {
          const now = await connect.get();
          if (lookup === undefined || now !== ofWhich) {
            ofWhich = now;
            lookup = createEventLookup({ client: await now.eventHistory(region), region, clock });
          }
          try {
            for (const filter of filters) yield* lookup({ filter, ...span });
          } catch (error) {
            throw connect.explain(error);
          }
        },
      });
    });
  }
}

/** AWS, opened anew when its credentials no longer hold: new ones may lie in the environment or the profile by then. */
type Connection = {
  get(): Promise<Aws>;
  ask<T>(question: (aws: Aws) => Promise<T>): Promise<T>;
  /** The error in one sentence; drops the connection where the credentials are to blame. */
  explain(error: unknown): unknown;
};

function createConnection(
  options: Readonly<Record<string, unknown>>,
  { environment }: VerbContext,
  opened: { close(): void }[],
): Connection {
  const text = (name: string) => (options[name] === undefined ? undefined : String(options[name]));
  let aws: Promise<Aws> | undefined;
  const get = () => {
    aws ??= import('../aws/openAws.ts').then(async ({ openAws }) => {
      const one = await openAws({ region: text('region'), profile: text('profile') }, environment);
      opened.push(one);
      return one;
    });
    return aws;
  };
  const explain = (error: unknown) => {
    const cause = error instanceof LoginbellError ? error.cause : error;
    if (/credentials/.test(kindOf(cause))) aws = undefined;
    const sentence = awsProblemOf(cause, text('profile'))?.sentence;
    return sentence === undefined ? error : new LoginbellError('aws-failed', sentence, { cause });
  };
  return {
    get,
    explain,
    ask: async (question) => {
      try {
        return await question(await get());
      } catch (error) {
        throw explain(error);
      }
    },
  };
}

function readWatchOptions(options: Readonly<Record<string, unknown>>) {
  const reader = readFlags(options);
  const read = {
    regions: reader.take<string[] | undefined>('regions', parseRegions, undefined),
    queues: reader.take<readonly string[]>('queue', parseQueues, []),
    health: reader.take<{ host: string; port: number } | undefined>(
      'health',
      parsePlace,
      undefined,
    ),
    everyMs: reader.take('every', parseSeconds, MINUTE),
  };
  reader.take('log', parseLog, 'text');
  reader.finish();
  return read;
}

function parseQueues(text: string): readonly string[] {
  return text.split('\n').map((url) => {
    if (/^https?:\/\/[^/]+\/\d{12}\/[\w-]+(\.fifo)?$/.test(url)) return url;
    throw new Error(
      `${JSON.stringify(url.slice(0, 80))} is no queue; use its URL, such as https://sqs.us-east-1.amazonaws.com/123456789012/sign-ins`,
    );
  });
}

function parsePlace(text: string): { readonly host: string; readonly port: number } {
  const [, host = '', port = ''] = /^(.+):(\d{1,5})$/.exec(text) ?? [];
  if (host !== '' && Number(port) <= 65_535) {
    return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
  }
  throw new Error(`${JSON.stringify(text)} is no address and port; write 127.0.0.1:9099`);
}

function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (/^\d{1,5}$/.test(text) && seconds >= 1 && seconds <= 3600) return seconds * 1000;
  throw new Error(`${JSON.stringify(text)} is no number of seconds from 1 to 3600`);
}

function parseLog(text: string): string {
  if (text === 'json' || text === 'text') return text;
  throw new Error(`unknown ${JSON.stringify(text)}; use text or json`);
}

/** The first signal ends the listening after what is begun, the second the process. */
function stopOnSignals(log: WatchLog): { readonly signal: AbortSignal; forget(): void } {
  const controller = new AbortController();
  const names = ['SIGINT', 'SIGTERM'] as const;
  const forget = () => {
    for (const name of names) process.removeListener(name, stop);
  };
  const stop = () => {
    forget();
    log.say('stopping', { after: 'what is begun; again to stop at once' });
    controller.abort();
  };
  for (const name of names) process.on(name, stop);
  return { signal: controller.signal, forget };
}

import { type RingReport, ring } from '../bell/bell.ts';
import { startCatchUp, takePast, tellCatchUp } from '../bell/catchUp.ts';
import { LATE_AFTER } from '../bell/floods.ts';
import type { Extracted } from '../envelopes/recordsOf.ts';
import { LoginbellError } from '../errors.ts';
import type { FetchedFiles } from '../local/fetchedFiles.ts';
import { type FileProblem, listRecordFiles, readRecordFile } from '../local/recordFiles.ts';
import { storedBytes } from '../local/storedBytes.ts';
import type { Notice } from '../notice/notice.ts';
import { parseSignIn } from '../signin/parseSignIn.ts';
import { commandName } from './commandName.ts';
import { EXIT } from './exitCodes.ts';
import { type LocalBell, openLocalBell } from './localBell.ts';
import { type LocalSettings, loadLocalSettings } from './localSettings.ts';
import { sayPassedOver } from './passedOver.ts';
import { plural } from './plural.ts';
import { problemLine } from './problemLine.ts';
import { createReadProgress } from './readProgress.ts';
import { ringSettings } from './ringSettings.ts';
import { addReport, emptyTotals, type RingTotals, reportJson, summarise } from './ringSummary.ts';
import { openS3Input } from './s3Input.ts';
import { loadSample } from './sample.ts';
import { severityMark, shown } from './terminal.ts';
import type { VerbContext } from './verbContext.ts';
import { withPlaces } from './withPlaces.ts';

/** Records rung together: enough for digests to gather a busy morning, few enough to hold in memory. */
const BATCH = 1000;

/** `loginbell ring`: store and tell every sign-in of the given records. */
export async function ringPaths(
  paths: readonly string[],
  options: Readonly<Record<string, unknown>>,
  context: VerbContext,
): Promise<number> {
  const useSample = paths.length === 0 && options['sample'] === true;
  if (paths.length === 0 && !useSample) {
    throw new LoginbellError(
      'bad-input',
      'nothing to ring; name CloudTrail files or folders, - for standard input, or --sample',
    );
  }
  const events = useSample ? 'AllSignInsAndTampering' : 'ConsoleLogin';
  const settings = await withPlaces(
    loadLocalSettings(options, context.environment, { events }),
    context.terminal,
  );
  const everything = { since: '0000', until: '9999' };
  const input = await openS3Input(paths, everything, options, context);
  if (input.exitCode !== undefined) return input.exitCode;
  const listing = await listRecordFiles(input.local);
  sayPassedOver({ ...input.passedOver, ...listing.passedOver }, context.terminal);
  const totals = emptyTotals(options['json'] === true);
  const refused = (address: string, reason: string) =>
    context.terminal.err(
      `${shown(address)} is refused and not told: ${shown(reason, 400)}; the other recipients are told; check --to`,
    );
  const bell = openLocalBell(settings, refused);
  const deps = { ...bell.deps, onSent: sayNotice(options, context) };
  const past = startCatchUp();
  const mails = askBeforeMany(bell, options, context);
  let isDeclined = false;
  const interrupt = stopOnSignal(context.terminal);
  try {
    const batches = useSample
      ? [loadSample(bell.deps.clock.now())]
      : readBatches(listing, input.fetched, context, totals);
    for await (const batch of batches) {
      isDeclined = !(await mails.approve(batch, settings));
      if (isDeclined) break;
      const report = await ring(batch, deps, ringSettings(settings, options), (run, all) =>
        takePast(run, all, past),
      );
      sayFailures(report, context);
      addReport(totals, report);
      if (interrupt.isAsked()) break;
    }
    const caughtUp = isDeclined
      ? undefined
      : await tellCatchUp(deps, ringSettings(settings, options), past);
    if (caughtUp !== undefined) {
      sayFailures(caughtUp, context);
      addReport(totals, caughtUp);
    }
  } finally {
    interrupt.forget();
    bell.close();
    await input.close();
  }
  if (options['json'] === true) context.terminal.out(reportJson(totals));
  else
    summarise(totals, context.terminal, {
      destination: bell.destination,
      isMail: bell.isMail,
      isSample: useSample,
      command: commandName(context.environment),
      events: settings.events,
    });
  if (isDeclined) return EXIT.declined;
  if (interrupt.isAsked()) return EXIT.stopped;
  if (totals.failures.length + totals.held.length > 0) return EXIT.untold;
  return totals.problems.length > 0 || (totals.unreadable > 0 && !useSample)
    ? EXIT.unreadable
    : EXIT.ok;
}

/** A line for each notice as it goes out; none where the result is JSON. */
function sayNotice(options: Readonly<Record<string, unknown>>, { terminal }: VerbContext) {
  return ({ subject, attributes }: Notice): void => {
    if (options['json'] === true) return;
    terminal.out(`  ${severityMark(attributes.severity, terminal.style)}  ${shown(subject)}`);
  };
}

/** Mails that leave in one run without a question. */
const MAILS_UNASKED = 20;

/**
 * Asks a person, once, before more than a few mails leave by SMTP: whoever tries the program on an archive must not fill a
 * mailbox. What is older than a day is one mail. Where nobody can be asked, or with `--yes`, nothing is.
 */
function askBeforeMany(
  { isMail, destination }: LocalBell,
  options: Readonly<Record<string, unknown>>,
  { terminal, clock }: VerbContext,
): { approve(batch: readonly Extracted[], settings: LocalSettings): Promise<boolean> } {
  let count = 0;
  let isApproved =
    !isMail || options['yes'] === true || options['notify'] === false || !terminal.canAsk;
  return {
    approve: async (batch, { events }) => {
      if (isApproved) return true;
      const now = clock.now();
      const watch = { events, ownResources: [] };
      for (const item of batch) {
        if (item.kind !== 'record') continue;
        const parsed = parseSignIn(item.record, watch, { at: now });
        const isRecent =
          parsed.kind === 'sign-in' && now - Date.parse(parsed.signIn.occurredAt) <= LATE_AFTER;
        if (isRecent) count += 1;
      }
      if (count <= MAILS_UNASKED) return true;
      const answer = await terminal.ask(
        `${count} sign-ins of the last day are about to be mailed to ${shown(destination)}, many of them one by one. Go on? [y/N] `,
      );
      isApproved = /^y(es)?$/i.test(answer.trim());
      if (isApproved) return true;
      terminal.err(
        'Nothing more is told; what was told stays told. Store them silently with --no-notify, or go on with --yes.',
      );
      return false;
    },
  };
}

/**
 * The first Ctrl-C or SIGTERM lets the batch in flight be told and settled, so that nobody is told twice; the second
 * ends the process as ever.
 */
function stopOnSignal({ err }: VerbContext['terminal']): { isAsked(): boolean; forget(): void } {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  let asked = false;
  const forget = () => {
    for (const signal of signals) process.removeListener(signal, stop);
  };
  const stop = () => {
    asked = true;
    forget();
    err(
      'stopping once what is begun is told; the next run goes on from there. Again to stop at once',
    );
  };
  for (const signal of signals) process.on(signal, stop);
  return { isAsked: () => asked, forget };
}

function sayFailures({ failures }: RingReport, { terminal }: VerbContext): void {
  // Every other sign-in would meet the same, and running it again would, too.
  const damage = failures.find(({ code }) => code === 'journal-unusable');
  if (damage !== undefined) throw new LoginbellError('journal-unusable', damage.reason);
  for (const { eventId, step, reason } of failures.slice(0, 3)) {
    terminal.err(`not told yet: ${shown(eventId)} (${step}): ${shown(reason, 400)}`);
  }
}

async function* readBatches(
  listing: { readonly files: readonly string[]; readonly problems: readonly FileProblem[] },
  fetched: FetchedFiles | undefined,
  { terminal, clock }: VerbContext,
  totals: RingTotals,
): AsyncGenerator<readonly Extracted[]> {
  const note = (problem: FileProblem) => {
    totals.problems.push(problem);
    terminal.err(problemLine(problem));
  };
  for (const problem of listing.problems) note(problem);
  let batch: Extracted[] = [];
  let [read, bytes] = [0, 0];
  const here = await storedBytes(listing.files);
  const elsewhere = fetched === undefined ? 0 : fetched.bytes;
  const ofBytes = here === undefined || elsewhere === undefined ? undefined : here + elsewhere;
  const show = createReadProgress(terminal, clock);
  const showProgress = () =>
    show({
      bytes,
      share: ofBytes === undefined || ofBytes === 0 ? undefined : bytes / ofBytes,
      files:
        fetched === undefined
          ? `${read.toLocaleString('en-US')} of ${plural(listing.files.length, 'file')}`
          : plural(read, 'file'),
      found: `${plural(totals.records, 'record')}, ${plural(totals.notices, 'notice')}`,
    });
  const onRead = (count: number) => {
    bytes += count;
    showProgress();
  };
  for await (const { file, name, done } of allFiles(listing.files, fetched, note)) {
    read += 1;
    for await (const item of readRecordFile(file, undefined, onRead)) {
      if (item.kind === 'problem') note({ ...item.problem, file: name ?? item.problem.file });
      if (item.kind !== 'item') continue;
      batch.push(item.item);
      if (batch.length < BATCH) continue;
      yield batch;
      batch = [];
      showProgress();
    }
    await done?.();
  }
  if (batch.length > 0) yield batch;
  terminal.progress('');
}

/** Those of this machine, then those that are fetched, each with the name that people know it by. */
async function* allFiles(
  local: readonly string[],
  fetched: FetchedFiles | undefined,
  note: (problem: FileProblem) => void,
): AsyncGenerator<{ file: string; name?: string; done?: () => Promise<void> }> {
  for (const file of local) yield { file };
  if (fetched === undefined) return;
  for await (const walked of fetched.walk()) {
    if (walked.kind === 'problem') note(walked.problem);
    if (walked.kind !== 'file') continue;
    const { file } = walked;
    yield { file, name: fetched.nameOf(file), done: () => fetched.done(file) };
  }
}

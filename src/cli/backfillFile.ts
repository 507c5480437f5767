import { readFile } from 'node:fs/promises';
import { fromItem } from '../aws/items.ts';
import type { Aws } from '../aws/openAws.ts';
import { concurrently } from '../concurrently.ts';
import { LoginbellError, reasonOf } from '../errors.ts';
import type { Plan } from '../installation/plan.ts';
import { scannedRow } from '../journal/scannedRow.ts';
import { fieldAt, isFields } from '../signin/fields.ts';
import { parseJson } from '../signin/parseJson.ts';
import { byTime } from '../signin/predecessor.ts';
import type { SignIn } from '../signin/signIn.ts';
import { approvePlan } from './approvePlan.ts';
import type { AwsVerbOptions } from './awsOptions.ts';
import { openBackfillTarget } from './backfillTarget.ts';
import { EXIT } from './exitCodes.ts';
import { loadLocalSettings } from './localSettings.ts';
import { plural } from './plural.ts';
import { printableJson, shown } from './terminal.ts';
import type { VerbContext } from './verbContext.ts';

/** How many rows are written at once. */
const CONCURRENCY = 8;

/** `loginbell backfill --from FILE`: the rows of another table, as `aws dynamodb scan` prints them, without ringing. */
export async function backfillFromFile(
  file: string,
  { aws, common }: { readonly aws: Aws; readonly common: AwsVerbOptions },
  // Elsewhere `--from` is the sender of mails.
  { from: _, ...options }: Readonly<Record<string, unknown>>,
  context: VerbContext,
): Promise<number> {
  const { terminal, clock } = context;
  const { signIns, unreadable } = await loadRows(file, clock.now());
  const settings = loadLocalSettings(options, context.environment, { events: 'ConsoleLogin' });
  const target = await openBackfillTarget(aws, common, options, { settings, clock });
  try {
    const approval = await approvePlan(planOf(file, signIns, target), common, terminal);
    if (!approval.act) return approval.exitCode;
    const report = { rows: signIns.length + unreadable, added: 0, known: 0, unreadable };
    await concurrently([...signIns].sort(byTime), CONCURRENCY, async (signIn) => {
      report[(await target.archive.add(signIn)) === 'new' ? 'added' : 'known'] += 1;
      terminal.progress(`${plural(report.added, 'new sign-in')}, ${report.known} known`);
    });
    terminal.progress('');
    if (common.json) terminal.out(printableJson(report));
    else {
      const rest = unreadable === 0 ? '' : `, ${plural(unreadable, 'row')} that could not be read`;
      terminal.out(
        terminal.style.bold(
          `${plural(report.added, 'new sign-in')} in ${target.name}, ${report.known} known before${rest}.`,
        ),
      );
    }
    return unreadable > 0 ? EXIT.unreadable : EXIT.ok;
  } finally {
    target.close();
  }
}

/** The sign-ins of the rows in the file. Throws a `bad-input` error where it holds no rows. */
async function loadRows(file: string, at: number) {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new LoginbellError('bad-input', `--from ${shown(file)}: ${reasonOf(error)}`);
  });
  // PowerShell writes UTF-16 where one redirects into a file.
  const isWide = bytes[0] === 0xff && bytes[1] === 0xfe;
  const text = bytes.toString(isWide ? 'utf16le' : 'utf8').replace(/^\uFEFF/, '');
  const items = fieldAt(parseJson(text), 'Items');
  if (!Array.isArray(items)) {
    throw new LoginbellError(
      'bad-input',
      `--from ${shown(file)}: there is no list "Items" in it; make it with "aws dynamodb scan --table-name ConsoleLoginEventDataTable --output json > history.json"`,
    );
  }
  const signIns = new Map<string, SignIn>();
  let unreadable = 0;
  for (const item of items) {
    const row = isFields(item) ? scannedRow(fromItem(item), at) : undefined;
    if (row?.kind === 'sign-in') signIns.set(row.signIn.eventId, row.signIn);
    else if (row?.kind !== 'other') unreadable += 1;
  }
  return { signIns: [...signIns.values()], unreadable };
}

function planOf(
  file: string,
  signIns: readonly SignIn[],
  { name, retentionDays }: Awaited<ReturnType<typeof openBackfillTarget>>,
): Plan {
  return {
    title: `Take in ${plural(signIns.length, 'sign-in')} from ${file}`,
    steps: [
      {
        action: 'create',
        what: `one row for each that is not known yet, in ${name}`,
        why: 'muted: nobody is told of them',
      },
    ],
    undo: [
      retentionDays === undefined
        ? 'the rows stay'
        : `the rows expire ${plural(retentionDays, 'day')} after the sign-in, and no sooner than a week from now`,
    ],
  };
}

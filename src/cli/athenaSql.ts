import {
  CHECKS,
  createTableStatement,
  selectStatement,
  USUAL_REGIONS,
} from '../aws/athena/statements.ts';
import { parseS3Url } from '../aws/s3/s3Url.ts';
import { LoginbellError, reasonOf } from '../errors.ts';
import { parseEvents, parseRegions } from '../settings.ts';
import { EXIT } from './exitCodes.ts';
import { loadLocalSettings } from './localSettings.ts';
import { readFlags } from './readFlags.ts';
import { parseTimeArgument } from './timeArgument.ts';
import type { VerbContext } from './verbContext.ts';

const YEAR = 365 * 86_400_000;

/** `loginbell athena-sql`: the two statements for an archive that one machine should not read. */
export function printAthenaSql(
  url: string,
  options: Readonly<Record<string, unknown>>,
  { terminal, clock, environment }: VerbContext,
): number {
  const now = clock.now();
  const { timeZone } = loadLocalSettings(options, environment, { events: 'ConsoleLogin' }).notice;
  const reader = readFlags(options);
  const time = (text: string) => parseTimeArgument(text, timeZone, now);
  const accounts = reader.take<readonly string[]>('account', lines(CHECKS.account), []);
  const organization = reader.take<string | undefined>(
    'organization',
    CHECKS.organization,
    undefined,
  );
  const regions = reader.take<readonly string[]>('regions', parseRegions, USUAL_REGIONS);
  const since = reader.take('since', time, new Date(now - YEAR).toISOString());
  const until = reader.take('until', time, new Date(now).toISOString());
  const events = reader.take('events', parseEvents, 'ConsoleLogin');
  const table = reader.take('table', CHECKS.table, 'loginbell_cloudtrail');
  if (accounts.length === 0) {
    reader.reject(
      '--account: name the accounts whose sign-ins you want, each by an --account of its own',
    );
  }
  if (since >= until) reader.reject('--since: it is not before --until');
  if (events === 'AllSignInsAndTampering') {
    reader.reject(
      '--events: changes are told from other events by the reader; use AllSignIns, or scan the bucket itself',
    );
  }
  reader.finish();
  if (events === 'AllSignInsAndTampering') return EXIT.usage;
  try {
    const place = parseS3Url(url);
    CHECKS.prefix(place.prefix);
    const query = { place, organization, accounts, regions, since, until, events, table };
    terminal.out(
      `-- Once: the table. Nothing is read, nothing is copied.\n${createTableStatement(query)};\n`,
    );
    terminal.out(
      `-- The sign-ins. Save the result as CSV, then: loginbell scan result.csv\n${selectStatement(query)};`,
    );
    return EXIT.ok;
  } catch (error) {
    throw new LoginbellError('bad-input', reasonOf(error));
  }
}

/** Of an option that may be given again. */
function lines(parse: (text: string) => string) {
  return (text: string): readonly string[] => text.split('\n').map((line) => parse(line.trim()));
}

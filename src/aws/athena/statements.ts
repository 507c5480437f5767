import { type EventsSetting, SIGN_IN_SOURCE, SIGN_INS_ELSEWHERE } from '../../signin/events.ts';
import type { S3Place } from '../s3/s3Url.ts';

/** What the statements are about. All of it is checked before it comes into a statement. */
export type AthenaQuery = {
  /** Where the trail writes: `s3://bucket/prefix`, above `AWSLogs/`. */
  readonly place: S3Place;
  /** `o-…`, of an organization trail. */
  readonly organization: string | undefined;
  /** Twelve digits each; at least one. */
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  /** ISO 8601 UTC. */
  readonly since: string;
  readonly until: string;
  readonly events: Exclude<EventsSetting, 'AllSignInsAndTampering'>;
  /** `database.table` */
  readonly table: string;
};

/** Regions that are switched on in every account. Source: "Regions that are enabled by default" in the account management guide. */
export const USUAL_REGIONS = [
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
] as const;

const DAY = 86_400_000;

/** Name and type of each field that the reader uses. Source: "Create a table for CloudTrail logs" in the Athena user guide. */
const COLUMNS: readonly (readonly [name: string, type: string])[] = [
  ['eventversion', 'STRING'],
  [
    'useridentity',
    'STRUCT<type:STRING, principalid:STRING, arn:STRING, accountid:STRING, invokedby:STRING, accesskeyid:STRING, username:STRING, onbehalfof:STRUCT<userid:STRING, identitystorearn:STRING>, sessioncontext:STRUCT<attributes:STRUCT<mfaauthenticated:STRING, creationdate:STRING>, sessionissuer:STRUCT<type:STRING, principalid:STRING, arn:STRING, accountid:STRING, username:STRING>>>',
  ],
  ['eventtime', 'STRING'],
  ['eventsource', 'STRING'],
  ['eventname', 'STRING'],
  ['awsregion', 'STRING'],
  ['sourceipaddress', 'STRING'],
  ['useragent', 'STRING'],
  ['errorcode', 'STRING'],
  ['errormessage', 'STRING'],
  ['requestparameters', 'STRING'],
  ['responseelements', 'STRING'],
  ['additionaleventdata', 'STRING'],
  ['requestid', 'STRING'],
  ['eventid', 'STRING'],
  ['readonly', 'STRING'],
  ['eventtype', 'STRING'],
  ['recipientaccountid', 'STRING'],
  ['serviceeventdetails', 'STRING'],
  ['sharedeventid', 'STRING'],
  [
    'addendum',
    'STRUCT<reason:STRING, updatedfields:STRING, originalrequestid:STRING, originaleventid:STRING>',
  ],
];

/**
 * Makes the table: partitions are projected, so that nothing needs to be added as days go by, and a query reads only the
 * accounts, regions and days that it names.
 */
export function createTableStatement(query: AthenaQuery): string {
  const { accounts, regions, table } = query;
  const root = rootOf(query);
  const properties: readonly (readonly [name: string, value: string])[] = [
    ['projection.enabled', 'true'],
    ['projection.account.type', 'enum'],
    ['projection.account.values', accounts.join(',')],
    ['projection.region.type', 'enum'],
    ['projection.region.values', regions.join(',')],
    ['projection.day.type', 'date'],
    ['projection.day.format', 'yyyy/MM/dd'],
    ['projection.day.range', '2013/11/13,NOW'],
    ['projection.day.interval', '1'],
    ['projection.day.interval.unit', 'DAYS'],
    ['storage.location.template', `${root}\${account}/CloudTrail/\${region}/\${day}`],
  ];
  return `CREATE EXTERNAL TABLE IF NOT EXISTS ${table} (
${COLUMNS.map(([name, type]) => `  ${name} ${type}`).join(',\n')}
)
PARTITIONED BY (account STRING, region STRING, day STRING)
ROW FORMAT SERDE 'org.apache.hive.hcatalog.data.JsonSerDe'
STORED AS INPUTFORMAT 'com.amazon.emr.cloudtrail.CloudTrailInputFormat'
OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'
LOCATION '${root}'
TBLPROPERTIES (
${properties.map(([name, value]) => `  '${name}' = '${value}'`).join(',\n')}
)`;
}

/** Finds the sign-ins. Its result, as a CSV file, is what `loginbell scan` reads; filters other than these are applied there. */
export function selectStatement({
  accounts,
  regions,
  since,
  until,
  events,
  table,
}: AthenaQuery): string {
  const day = (time: number) => new Date(time).toISOString().slice(0, 10).replaceAll('-', '/');
  const signIns =
    events === 'ConsoleLogin'
      ? `eventname = 'ConsoleLogin'`
      : `(eventname IN (${listOf(['ConsoleLogin', ...SIGN_INS_ELSEWHERE])})
    OR eventsource = '${SIGN_IN_SOURCE}'
    OR eventtype IN ('AwsConsoleSignIn', 'AwsConsoleSignin'))`;
  const columns = COLUMNS.map(([name, type]) =>
    // As JSON, since no other way to write a structure bears whatever a name holds.
    type.startsWith('STRUCT') ? `json_format(CAST(${name} AS JSON)) AS ${name}` : name,
  );
  return `SELECT
  ${columns.join(',\n  ')}
FROM ${table}
WHERE account IN (${listOf(accounts)})
  AND region IN (${listOf(regions)})
  -- Folders name the day of delivery, which may be the day after.
  AND day BETWEEN '${day(Date.parse(since))}' AND '${day(Date.parse(until) - 1 + DAY)}'
  AND eventtime >= '${secondOf(since)}'
  AND eventtime < '${secondOf(until)}'
  AND ${signIns}`;
}

function rootOf({ place: { bucket, prefix }, organization }: AthenaQuery): string {
  const above = prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`;
  const own = organization === undefined ? '' : `${organization}/`;
  return `s3://${bucket}/${above}AWSLogs/${own}`;
}

/** Texts of ours, or checked ones: none holds a quote. */
function listOf(values: readonly string[]): string {
  return values.map((value) => `'${value}'`).join(', ');
}

function secondOf(iso: string): string {
  return `${new Date(Date.parse(iso)).toISOString().slice(0, 19)}Z`;
}

/** Checks what a person wrote; throws an Error that says what would be right. */
export const CHECKS = {
  prefix: (text: string) =>
    checked(
      text,
      /^[\w!.*()/=+@:-]*$/,
      'no prefix that can be quoted; use letters, digits and ! _ . * ( ) / = + @ : -',
    ),
  organization: (text: string) =>
    checked(text, /^o-[a-z0-9]{10,32}$/, 'no organization; write o-…'),
  account: (text: string) => checked(text, /^\d{12}$/, 'no account number; write twelve digits'),
  table: (text: string) =>
    checked(
      text,
      /^[a-z][a-z0-9_]{0,126}(\.[a-z][a-z0-9_]{0,126})?$/,
      'no name of a table; write database.table in small letters, digits and _',
    ),
} as const;

function checked(text: string, pattern: RegExp, problem: string): string {
  if (pattern.test(text)) return text;
  throw new Error(`${JSON.stringify(text.slice(0, 80))} is ${problem}`);
}

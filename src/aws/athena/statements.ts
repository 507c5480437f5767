import { createHash } from 'node:crypto';
import {
  type EventsSetting,
  SIGN_IN_SOURCE,
  SIGN_IN_TYPES,
  SIGN_INS_ELSEWHERE,
} from '../../signin/events.ts';
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
  /** ISO 8601: no folder is of a day before. The fewer partitions there are to be looked for, the sooner a query begins. */
  readonly firstDay?: string;
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

const SECOND = 1000;
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

/** Columns that hold an object, by CloudTrail's names; all others hold text, whatever it looks like. */
export const OBJECT_MEMBERS: readonly string[] = [
  'userIdentity',
  'requestParameters',
  'responseElements',
  'additionalEventData',
  'serviceEventDetails',
  'addendum',
];

/** Makes the database. `table`: `database.table`, checked. */
export function createDatabaseStatement(table: string): string {
  return `CREATE DATABASE IF NOT EXISTS ${databaseOf(table)}`;
}

/** `database` of a checked `database.table`. */
export function databaseOf(table: string): string {
  return table.slice(0, table.indexOf('.'));
}

/**
 * The table of an archive where nobody names one: another archive, account or region has another, so that no query reads by
 * partitions that somebody else had in mind.
 */
export function usualTable(
  query: Pick<AthenaQuery, 'place' | 'organization' | 'accounts' | 'regions'>,
): string {
  const properties = JSON.stringify(tableProperties(query));
  return `loginbell.cloudtrail_${createHash('sha256').update(properties).digest('hex').slice(0, 12)}`;
}

/** Does a table with these properties find all that the query asks for? */
export function isTableFor(
  query: Pick<AthenaQuery, 'place' | 'organization' | 'accounts' | 'regions'>,
  properties: Readonly<Record<string, string>>,
): boolean {
  return Object.entries(tableProperties(query)).every(([name, wanted]) => {
    const found = properties[name] ?? '';
    if (!name.endsWith('.values')) return found === wanted;
    const values = found.split(',').map((value) => value.trim());
    return wanted.split(',').every((value) => values.includes(value));
  });
}

/**
 * Makes the table: partitions are projected, so that nothing needs to be added as days go by, and a query reads only the
 * accounts, regions and days that it names.
 */
export function createTableStatement(query: AthenaQuery): string {
  const properties = Object.entries(tableProperties(query));
  return `CREATE EXTERNAL TABLE IF NOT EXISTS ${query.table} (
${COLUMNS.map(([name, type]) => `  ${name} ${type}`).join(',\n')}
)
PARTITIONED BY (account STRING, region STRING, day STRING)
ROW FORMAT SERDE 'org.apache.hive.hcatalog.data.JsonSerDe'
STORED AS INPUTFORMAT 'com.amazon.emr.cloudtrail.CloudTrailInputFormat'
OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'
LOCATION '${rootOf(query)}'
TBLPROPERTIES (
${properties.map(([name, value]) => `  '${name}' = '${value}'`).join(',\n')}
)`;
}

/** Where CloudTrail begins. */
const FIRST_DAY = '2013-11-13T00:00:00.000Z';

/** What the table says of its partitions: the properties that decide which files a query finds. */
export function tableProperties(
  query: Pick<AthenaQuery, 'place' | 'organization' | 'accounts' | 'regions'>,
): Readonly<Record<string, string>> {
  return {
    'projection.enabled': 'true',
    'projection.account.type': 'enum',
    'projection.account.values': query.accounts.join(','),
    'projection.region.type': 'enum',
    'projection.region.values': query.regions.join(','),
    'projection.day.type': 'date',
    'projection.day.format': 'yyyy/MM/dd',
    'projection.day.range': `${dayOf(Date.parse(FIRST_DAY))},NOW`,
    'projection.day.interval': '1',
    'projection.day.interval.unit': 'DAYS',
    'storage.location.template': `${rootOf(query)}\${account}/CloudTrail/\${region}/\${day}`,
  };
}

/** Finds the sign-ins. Its result, as a CSV file, is what `loginbell scan` reads; filters other than these are applied there. */
export function selectStatement({
  accounts,
  regions,
  since,
  until,
  firstDay = since,
  events,
  table,
}: AthenaQuery): string {
  const signIns =
    events === 'ConsoleLogin'
      ? `eventname = 'ConsoleLogin'`
      : `(eventname IN (${listOf(['ConsoleLogin', ...SIGN_INS_ELSEWHERE])})
    OR eventsource = '${SIGN_IN_SOURCE}'
    OR eventtype IN (${listOf(SIGN_IN_TYPES)})
    -- A result under its own name, whichever service reports it.
    OR strpos(responseelements, '"' || eventname || '"') > 0
    OR strpos(serviceeventdetails, '"' || eventname || '"') > 0)`;
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
  AND day BETWEEN '${dayOf(Date.parse(firstDay))}' AND '${dayOf(Date.parse(until) - 1 + DAY)}'
  AND eventtime >= '${secondOf(Date.parse(since))}'
  AND eventtime < '${secondOf(Math.ceil(Date.parse(until) / SECOND) * SECOND)}'
  AND ${signIns}`;
}

/** The folder that holds those of the accounts: `s3://bucket/prefix/AWSLogs/`. */
export function rootOf({
  place: { bucket, prefix },
  organization,
}: Pick<AthenaQuery, 'place' | 'organization'>): string {
  const above = prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`;
  const own = organization === undefined ? '' : `${organization}/`;
  return `s3://${bucket}/${above}AWSLogs/${own}`;
}

/** Texts of ours, or checked ones: none holds a quote. */
function listOf(values: readonly string[]): string {
  return values.map((value) => `'${value}'`).join(', ');
}

/** Texts are compared: without its Z, a second comes before its own fractions. */
function secondOf(time: number): string {
  return new Date(time).toISOString().slice(0, 19);
}

/** As the folders are named. */
function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10).replaceAll('-', '/');
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
  /** Where a database is needed as well. */
  tableOfDatabase: (text: string) =>
    checked(
      text,
      /^[a-z][a-z0-9_]{0,126}\.[a-z][a-z0-9_]{0,126}$/,
      'no table with its database; write database.table in small letters, digits and _',
    ),
  workgroup: (text: string) =>
    checked(
      text,
      /^[\w.-]{1,128}$/,
      'no name of a workgroup; use letters, digits and . _ - (at most 128)',
    ),
} as const;

function checked(text: string, pattern: RegExp, problem: string): string {
  if (pattern.test(text)) return text;
  throw new Error(`${JSON.stringify(text.slice(0, 80))} is ${problem}`);
}

import { gunzipSync } from 'node:zlib';
import { type AwsCall, AwsFault, type TestAws } from './awsServer.ts';
import type { RecordFields } from './records.ts';
import type { TestS3 } from './s3Server.ts';

/** What a SELECT finds: cells in the order of the columns; what is undefined is null. */
export type AthenaRows = {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | undefined)[])[];
};

/**
 * Athena over the objects of a bucket. Where nothing else is given, a SELECT finds all records of all objects, so that whoever
 * asks must filter again.
 */
export type TestAthena = {
  /** Configurations by name. */
  readonly workgroups: Map<string, Readonly<Record<string, unknown>>>;
  readonly databases: Set<string>;
  /** Properties by `database.table`. */
  readonly tables: Map<string, Readonly<Record<string, string>>>;
  /** Every statement that was started, in its order. */
  readonly statements: string[];
  /** Ids of the queries that were stopped. */
  readonly stopped: string[];
  /** What a query comes to, where it does not succeed: `FAILED`, or `RUNNING` until it is stopped. */
  ends: { readonly state: string; readonly reason: string } | undefined;
  /** Answers a SELECT. Throws why it fails. */
  select: (statement: string) => AthenaRows;
  /** Rows a page. */
  page: number;
  /** Which page of a result is refused, from 0. */
  refusedPage: number | undefined;
};

const INVALID = 'InvalidRequestException';

/** Answers the calls of Athena's API, as its reference says. */
export function answerAthena(aws: TestAws, s3: TestS3): TestAthena {
  const test: TestAthena = {
    workgroups: new Map([
      ['primary', { ResultConfiguration: { OutputLocation: 's3://athena-results/' } }],
    ]),
    databases: new Set(),
    tables: new Map(),
    statements: [],
    stopped: [],
    ends: undefined,
    select: (statement) => {
      const columns = columnsOf(statement);
      return { columns, rows: recordsIn(s3).map((record) => rowOf(record, columns)) };
    },
    page: 1000,
    refusedPage: undefined,
  };
  const on = (action: string, answer: (input: AwsCall['input']) => object) =>
    aws.answers.set(`athena.${action}`, ({ input }) => answer(input));
  const text = (value: unknown) => (typeof value === 'string' ? value : '');

  on('GetWorkGroup', ({ WorkGroup }) => {
    const configuration = test.workgroups.get(text(WorkGroup));
    if (configuration === undefined) {
      return new AwsFault(INVALID, `WorkGroup ${text(WorkGroup)} is not found.`);
    }
    const { State = 'ENABLED', ...Configuration } = configuration;
    return { WorkGroup: { Name: WorkGroup, State, Configuration } };
  });
  on('CreateWorkGroup', ({ Name, Configuration }) => {
    test.workgroups.set(text(Name), Object(Configuration));
    return {};
  });
  on('GetDatabase', ({ DatabaseName }) =>
    test.databases.has(text(DatabaseName))
      ? { Database: { Name: DatabaseName } }
      : new AwsFault(
          'MetadataException',
          'Entity Not Found (Service: AmazonDataCatalog; Status Code: 400; Error Code: EntityNotFoundException; Request ID: r; Proxy: null)',
        ),
  );
  on('ListTableMetadata', ({ DatabaseName, Expression }) => {
    const Parameters = test.tables.get(`${text(DatabaseName)}.${text(Expression)}`);
    return {
      TableMetadataList:
        Parameters === undefined
          ? []
          : [{ Name: Expression, TableType: 'EXTERNAL_TABLE', Parameters }],
    };
  });
  on('StartQueryExecution', ({ QueryString, WorkGroup, ResultConfiguration }) => {
    const statement = text(QueryString);
    const { ManagedQueryResultsConfiguration: managed, ResultConfiguration: place } = Object(
      test.workgroups.get(text(WorkGroup)),
    );
    if (Object(managed).Enabled === true && ResultConfiguration !== undefined) {
      return new AwsFault(
        INVALID,
        'Managed query results are enabled; no result configuration may be given',
      );
    }
    if (
      Object(managed).Enabled !== true &&
      place === undefined &&
      ResultConfiguration === undefined
    ) {
      return new AwsFault(INVALID, 'No output location provided.');
    }
    test.statements.push(statement);
    const [, database] = /^CREATE DATABASE IF NOT EXISTS (\w+)$/.exec(statement) ?? [];
    if (database !== undefined) test.databases.add(database);
    const [, table] = /^CREATE EXTERNAL TABLE IF NOT EXISTS (\S+)/.exec(statement) ?? [];
    if (table !== undefined) {
      const properties = statement.slice(statement.indexOf('TBLPROPERTIES'));
      const pairs = [...properties.matchAll(/'([^']+)' = '([^']+)'/g)];
      test.tables.set(table, Object.fromEntries(pairs.map(([, name, value]) => [name, value])));
    }
    return { QueryExecutionId: `query-${test.statements.length}` };
  });
  on('GetQueryExecution', ({ QueryExecutionId }) => {
    const id = text(QueryExecutionId);
    const isSelect = statementOf(id).startsWith('SELECT');
    const ends = isSelect ? (test.ends ?? answerOf(id).ends) : undefined;
    const bytes = [...s3.objects.values()].reduce((sum, body) => sum + body.length, 0);
    return {
      QueryExecution: {
        QueryExecutionId: id,
        Status: test.stopped.includes(id)
          ? { State: 'CANCELLED' }
          : { State: ends?.state ?? 'SUCCEEDED', StateChangeReason: ends?.reason },
        Statistics: { DataScannedInBytes: isSelect ? bytes : 0 },
      },
    };
  });
  on('StopQueryExecution', ({ QueryExecutionId }) => {
    test.stopped.push(text(QueryExecutionId));
    return {};
  });
  on('GetQueryResults', ({ QueryExecutionId, NextToken }) => {
    const { columns, rows: found } = answerOf(text(QueryExecutionId));
    const rows = [columns, ...found];
    const page = NextToken === undefined ? 0 : Number(NextToken);
    if (page === test.refusedPage) return new AwsFault(INVALID, 'The result is gone');
    const next = (page + 1) * test.page < rows.length ? { NextToken: String(page + 1) } : {};
    return {
      ...next,
      ResultSet: {
        ResultSetMetadata: { ColumnInfo: columns.map((Name) => ({ Name, Type: 'varchar' })) },
        Rows: rows.slice(page * test.page, (page + 1) * test.page).map((cells) => ({
          Data: cells.map((cell) => (cell === undefined ? {} : { VarCharValue: cell })),
        })),
      },
    };
  });
  const answers = new Map<string, AthenaRows & { readonly ends: TestAthena['ends'] }>();
  const answerOf = (id: string) => {
    const known = answers.get(id) ?? answerAnew(statementOf(id));
    answers.set(id, known);
    return known;
  };
  const answerAnew = (statement: string) => {
    try {
      return { ...test.select(statement), ends: undefined };
    } catch (error) {
      return { columns: [], rows: [], ends: { state: 'FAILED', reason: String(error) } };
    }
  };
  const statementOf = (id: string) => test.statements[Number(id.slice('query-'.length)) - 1] ?? '';
  return test;
}

function columnsOf(statement: string): readonly string[] {
  const [, list = ''] = /SELECT\n([\s\S]*?)\nFROM/.exec(statement) ?? [];
  return list.split(',\n').map((line) => line.trim().split(' ').at(-1) ?? '');
}

function recordsIn(s3: TestS3): readonly RecordFields[] {
  return [...s3.objects.values()].flatMap((body) =>
    typeof body === 'string' ? [] : Object(JSON.parse(gunzipSync(body).toString())).Records,
  );
}

/** As the reader of CloudTrail's files makes it: names in small letters, objects as JSON, what is absent null. */
function rowOf(record: RecordFields, columns: readonly string[]): (string | undefined)[] {
  const byColumn = new Map(
    Object.entries(record).map(([name, value]) => [name.toLowerCase(), value]),
  );
  return columns.map((column) => {
    const value = byColumn.get(column);
    if (value === undefined || value === null) return undefined;
    const isStruct = column === 'useridentity' || column === 'addendum';
    if (typeof value !== 'object') return String(value);
    return JSON.stringify(isStruct ? inSmallLetters(value) : value);
  });
}

function inSmallLetters(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name.toLowerCase(), inSmallLetters(inner)]),
  );
}

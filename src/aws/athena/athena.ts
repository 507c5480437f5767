import {
  type AthenaClient,
  CreateWorkGroupCommand,
  GetDatabaseCommand,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  GetWorkGroupCommand,
  ListTableMetadataCommand,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import type { Clock } from '../../bell/ports.ts';
import { LoginbellError, reasonOf } from '../../errors.ts';
import { failureOf, translateAthenaError } from './athenaErrors.ts';

/** A workgroup, as far as it decides whether and where a query runs. */
export type Workgroup = {
  readonly name: string;
  readonly isEnabled: boolean;
  /** It keeps results itself, and bears no other place for them. */
  readonly keepsResults: boolean;
  /** `s3://…` for results, where it has one. */
  readonly output: string | undefined;
  /** A query cannot have a place of its own. */
  readonly isEnforced: boolean;
  /** Most bytes that a query may read, where it has a limit. */
  readonly limit: number | undefined;
};

export type QueryOptions = {
  readonly workgroup: string;
  /** `s3://…` for the result, where the workgroup has no place. */
  readonly output: string | undefined;
  /** Ends the query, too. */
  readonly signal: AbortSignal;
  onProgress?(bytesRead: number): void;
};

/** How a query ended; one that failed throws. */
export type QueryEnd =
  | { readonly kind: 'done'; readonly id: string; readonly bytesRead: number }
  | { readonly kind: 'stopped' };

/** A page of a result: the cells of each row by the names of their columns; what is null is left out. */
export type AthenaPage = readonly Readonly<Record<string, string>>[];

/** Methods reject with a `LoginbellError` that says what to do. */
export type Athena = {
  findWorkgroup(name: string): Promise<Workgroup | undefined>;
  /** Makes one that keeps results itself, or in `output`, and lets no query read more than `limit` bytes. */
  createWorkgroup(name: string, output: string | undefined, limit: number): Promise<void>;
  hasDatabase(database: string, workgroup: string): Promise<boolean>;
  /** The properties of a table; `undefined` where there is none. */
  findTable(
    table: string,
    workgroup: string,
  ): Promise<Readonly<Record<string, string>> | undefined>;
  run(statement: string, options: QueryOptions): Promise<QueryEnd>;
  pages(queryId: string): AsyncGenerator<AthenaPage>;
};

const CATALOG = 'AwsDataCatalog';
/** Milliseconds between two looks at a query: the first, and the longest. */
const LOOK_EVERY = { first: 250, longest: 1000 };

/** Athena in one region. https://docs.aws.amazon.com/athena/latest/APIReference/ */
export function createAthena({
  client,
  clock,
}: {
  readonly client: AthenaClient;
  readonly clock: Clock;
}): Athena {
  const stop = async (id: string) => {
    try {
      await client.send(new StopQueryExecutionCommand({ QueryExecutionId: id }));
    } catch (error) {
      throw new LoginbellError(
        'aws-failed',
        `the query ${id} could not be stopped (${reasonOf(error)}) and goes on; stop it with: aws athena stop-query-execution --query-execution-id ${id}`,
        { cause: error },
      );
    }
  };

  const waitFor = async (id: string, { signal, onProgress }: QueryOptions): Promise<QueryEnd> => {
    for (let pause = LOOK_EVERY.first; ; pause = Math.min(pause * 2, LOOK_EVERY.longest)) {
      if (signal.aborted) {
        await stop(id);
        return { kind: 'stopped' };
      }
      const { QueryExecution } = await client.send(
        new GetQueryExecutionCommand({ QueryExecutionId: id }),
      );
      const bytesRead = QueryExecution?.Statistics?.DataScannedInBytes ?? 0;
      const state = QueryExecution?.Status?.State;
      if (state === 'SUCCEEDED') return { kind: 'done', id, bytesRead };
      if (state !== 'QUEUED' && state !== 'RUNNING') throw failureOf(id, QueryExecution?.Status);
      onProgress?.(bytesRead);
      await clock.sleep(pause);
    }
  };

  return {
    findWorkgroup: async (name) => {
      try {
        const { WorkGroup } = await client.send(new GetWorkGroupCommand({ WorkGroup: name }));
        const configuration = WorkGroup?.Configuration;
        const keepsResults = configuration?.ManagedQueryResultsConfiguration?.Enabled === true;
        return {
          name,
          isEnabled: WorkGroup?.State !== 'DISABLED',
          keepsResults,
          output: configuration?.ResultConfiguration?.OutputLocation || undefined,
          isEnforced: keepsResults || configuration?.EnforceWorkGroupConfiguration === true,
          limit: configuration?.BytesScannedCutoffPerQuery,
        };
      } catch (error) {
        if (isMissing(error, 'InvalidRequestException')) return undefined;
        throw translateAthenaError(`the workgroup ${name} could not be looked at`, error);
      }
    },
    createWorkgroup: async (name, output, limit) => {
      const results =
        output === undefined
          ? { ManagedQueryResultsConfiguration: { Enabled: true } }
          : { ResultConfiguration: { OutputLocation: output } };
      const Configuration = {
        ...results,
        EnforceWorkGroupConfiguration: true,
        BytesScannedCutoffPerQuery: limit,
        PublishCloudWatchMetricsEnabled: false,
      };
      const Description = 'Queries of loginbell over CloudTrail archives';
      await client
        .send(new CreateWorkGroupCommand({ Name: name, Description, Configuration }))
        .catch((error: unknown) => {
          throw translateAthenaError(`the workgroup ${name} could not be made`, error);
        });
    },
    hasDatabase: async (database, workgroup) => {
      try {
        const input = { CatalogName: CATALOG, DatabaseName: database, WorkGroup: workgroup };
        await client.send(new GetDatabaseCommand(input));
        return true;
      } catch (error) {
        if (isMissing(error, 'MetadataException')) return false;
        throw translateAthenaError(`the database ${database} could not be looked at`, error);
      }
    },
    findTable: async (name, workgroup) => {
      const [DatabaseName, table] = name.split('.');
      for (let NextToken: string | undefined; ; ) {
        // The list, since asking for one that is not there is a refusal like any other.
        const input = { CatalogName: CATALOG, DatabaseName, Expression: table, NextToken };
        const page = await client
          .send(new ListTableMetadataCommand({ ...input, WorkGroup: workgroup }))
          .catch((error: unknown) => {
            throw translateAthenaError(`the table ${name} could not be looked at`, error);
          });
        const found = page.TableMetadataList?.find(({ Name }) => Name === table);
        if (found !== undefined) return found.Parameters ?? {};
        NextToken = page.NextToken;
        if (NextToken === undefined) return undefined;
      }
    },
    run: async (statement, options) => {
      const { workgroup, output, signal } = options;
      if (signal.aborted) return { kind: 'stopped' };
      const { QueryExecutionId: id = '' } = await client
        .send(
          new StartQueryExecutionCommand({
            QueryString: statement,
            QueryExecutionContext: { Catalog: CATALOG },
            WorkGroup: workgroup,
            ...(output === undefined ? {} : { ResultConfiguration: { OutputLocation: output } }),
          }),
        )
        .catch((error: unknown) => {
          throw translateAthenaError('Athena did not take the query', error);
        });
      try {
        return await waitFor(id, options);
      } catch (error) {
        if (error instanceof LoginbellError) throw error;
        // Nobody looks at it any more; that it is lost counts more than whether it could be stopped.
        const also = await stop(id).then(() => '', reasonOf);
        const why = translateAthenaError(`the query ${id} could not be looked at`, error);
        throw also === '' ? why : new LoginbellError('aws-failed', `${why.message}; ${also}`);
      }
    },
    pages: async function* (queryId) {
      for (let NextToken: string | undefined, isFirst = true; ; isFirst = false) {
        const { ResultSet, NextToken: next } = await client.send(
          new GetQueryResultsCommand({ QueryExecutionId: queryId, NextToken, MaxResults: 1000 }),
        );
        const names = (ResultSet?.ResultSetMetadata?.ColumnInfo ?? []).map(({ Name = '' }) => Name);
        const rows = (ResultSet?.Rows ?? []).map(({ Data = [] }) =>
          Data.map(({ VarCharValue }) => VarCharValue),
        );
        // The first row of a result names the columns.
        const isHead = isFirst && names.every((name, i) => rows[0]?.[i] === name);
        yield rows.slice(isHead ? 1 : 0).map((cells) => byName(names, cells));
        NextToken = next;
        if (NextToken === undefined) return;
      }
    },
  };
}

function byName(
  names: readonly string[],
  cells: readonly (string | undefined)[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    names.flatMap((name, i) => {
      const cell = cells[i];
      return cell === undefined ? [] : [[name, cell] as const];
    }),
  );
}

/** `WorkGroup … is not found.`, `Entity Not Found (Service: …; Error Code: EntityNotFoundException)`, in Athena's own errors. */
function isMissing(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name && /not ?found/i.test(error.message);
}

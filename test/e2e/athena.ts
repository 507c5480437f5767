/**
 * `loginbell scan --engine athena`: its calls on MiniStack, its statements in sqlglot's dialect of Athena, and what its query finds
 * on DuckDB beside a scan of the same files: `node test/e2e/athena.ts`. About a minute.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import {
  AthenaClient,
  GetDatabaseCommand,
  GetTableMetadataCommand,
  GetWorkGroupCommand,
  ListQueryExecutionsCommand,
} from '@aws-sdk/client-athena';
import { CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { isFields } from '../../src/signin/fields.ts';
import { parseJson } from '../../src/signin/parseJson.ts';
import { type AthenaRows, answerAthena } from '../fakes/athena.ts';
import { startAws } from '../fakes/awsServer.ts';
import {
  ACCOUNT,
  consoleLogin,
  FAILED,
  iamUser,
  type RecordFields,
  roleSession,
} from '../fakes/records.ts';
import { runCli } from '../fakes/runCli.ts';
import { startS3 } from '../fakes/s3Server.ts';
import { ROOT } from './cacheFolder.ts';
import { type Checks, runChecks } from './checks.ts';
import { createClients } from './clients.ts';
import { startEmulator } from './emulatorServer.ts';
import { eventually } from './eventually.ts';
import { pythonVenv } from './pythonVenv.ts';

const PACKAGES = ['duckdb==2.0.1', 'sqlglot==30.30.0'];
const BUCKET = 'e2e-trail-logs';
const KEY = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };

/** What is asked, and how many sign-ins it finds at the least. */
const ASKED: readonly (readonly [least: number, args: readonly string[]])[] = [
  [40, []],
  [50, ['--events', 'AllSignIns']],
  [1, ['--events', 'AllSignIns', '--until', '2026-01-05T09:10:00Z', '--failed']],
  [20, ['--since', '2026-03-02T09:04:05Z', '--until', '2026-03-02T09:04:06Z']],
  [3, ['--user', '*x*']],
  [1, ['--account', '444455556666', '--region', 'us-east-1']],
  [1, ['--account', '111122223333', '--since', '2026-01-05T09:10:00Z']],
  [1, ['--events', 'AllSignIns', '--event', 'PortalLogin']],
];

await runChecks(async (checks) => {
  const folder = mkdtempSync(join(tmpdir(), 'loginbell-e2e-athena-'));
  try {
    const files = archive();
    for (const [key, records] of files) {
      const file = join(folder, 'bucket', key);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, gzipSync(JSON.stringify({ Records: records })));
    }
    await compareWithFiles(checks, folder, [...files.keys()]);
    await callEmulator(checks, folder, [...files.keys()]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** The sample records, and some that try the way through SQL and JSON, as a trail would lay them down. */
function archive(): ReadonlyMap<string, readonly RecordFields[]> {
  const sample = readFileSync(join(ROOT, 'examples/sample-records.ndjson'), 'utf8')
    .split('\n')
    .map(parseJson)
    // One is cut off on purpose: CloudTrail's files are whole.
    .filter(isFields);
  const names = [
    `o'neil`,
    'a"b',
    'x,y',
    'line\nbreak',
    '\\',
    '{x=1}',
    'null',
    '$',
    '-- x',
    '日本',
    '🔔',
  ];
  const odd = names.flatMap((name, i) => [
    consoleLogin(`user-${i}`, { userIdentity: iamUser(name), userAgent: name }),
    consoleLogin(`role-${i}`, {
      userIdentity: roleSession('Admin', name),
      ...FAILED,
      errorMessage: name,
    }),
  ]);
  const own = [
    ...odd,
    consoleLogin('hostile', {
      userAgent: '{"eventName":"GetObject","eventSource":"s3.amazonaws.com"}',
    }),
    consoleLogin('addendum', { addendum: { reason: 'UPDATED_DATA', originalEventID: 'first-1' } }),
    consoleLogin('fraction', { eventTime: '2026-03-02T09:04:05.750Z' }),
    consoleLogin('other-service', {
      eventName: 'PortalLogin',
      eventSource: 'new.amazonaws.com',
      eventType: 'AwsServiceEvent',
      responseElements: null,
      serviceEventDetails: { PortalLogin: 'Success' },
    }),
    consoleLogin('no-sign-in', {
      eventName: 'GetObject',
      eventSource: 's3.amazonaws.com',
      eventType: 'AwsApiCall',
      responseElements: null,
    }),
  ];
  const files = new Map<string, RecordFields[]>();
  for (const record of [...sample, ...own]) {
    const day = String(record['eventTime'] ?? '2026-01-05')
      .slice(0, 10)
      .replaceAll('-', '/');
    const account = accountOf(record);
    const region = String(record['awsRegion'] ?? 'us-east-1');
    const key = `AWSLogs/${account}/CloudTrail/${region}/${day}/log.json.gz`;
    files.set(key, [...(files.get(key) ?? []), { ...record }]);
  }
  return files;
}

/** In whose folder a trail lays it. */
function accountOf(record: RecordFields): string {
  const account = record['recipientAccountId'] ?? Object(record['userIdentity']).accountId;
  return /^\d{12}$/.test(String(account)) ? String(account) : '111122223333';
}

async function compareWithFiles(
  checks: Checks,
  folder: string,
  keys: readonly string[],
): Promise<void> {
  const python = pythonVenv('athena-venv', PACKAGES);
  const s3 = await startS3(BUCKET);
  const aws = await startAws();
  try {
    for (const key of keys) s3.objects.set(key, readFileSync(join(folder, 'bucket', key)));
    const athena = answerAthena(aws, s3);
    athena.page = 10;
    const kinds = new Set<string>();
    athena.select = (select) => {
      const [, table = ''] = /\nFROM (\S+)\n/.exec(select) ?? [];
      const create = athena.statements.find((one) => one.includes(`NOT EXISTS ${table} (`)) ?? '';
      const answer = runAthena(python, { create, select, files: filesOf(s3.objects) });
      for (const kind of answer.kinds) kinds.add(kind);
      return answer;
    };
    const env = {
      ...KEY,
      AWS_ENDPOINT_URL_S3: s3.endpoint,
      AWS_ENDPOINT_URL_ATHENA: aws.endpoint,
    };
    const scan = (...args: readonly string[]) => runCli(['scan', ...args], { cwd: folder, env });
    for (const [least, args] of ASKED) {
      const here = await scan('bucket', ...args, '--output', 'ndjson');
      const there = await scan(
        `s3://${BUCKET}`,
        '--engine',
        'athena',
        '--yes',
        ...args,
        '--output',
        'ndjson',
      );
      const what = args.join(' ') || 'nothing more';
      const count = here.out.split('\n').length - 1;
      checks.check(`${what}: the files hold some (${count})`, count >= least, here.err);
      checks.equal(`${what}: Athena's rows end as the files do`, there.code, here.code);
      checks.equal(`${what}: and are the same sign-ins`, there.out, here.out);
    }
    const [table, csv] = [
      ['--limit', '0'],
      ['--output', 'csv'],
    ];
    for (const args of [table, csv]) {
      checks.equal(
        `${args.join(' ')}: what is printed is the same`,
        (await scan(`s3://${BUCKET}`, '--engine', 'athena', ...args)).out,
        (await scan('bucket', ...args)).out,
      );
    }
    checks.equal('the statements are those that sqlglot knows', [...kinds], ['Create', 'Select']);
  } finally {
    await Promise.all([s3.close(), aws.close()]);
  }
}

type Python = {
  readonly create: string;
  readonly select: string;
  readonly files: readonly unknown[];
};

function runAthena(
  python: string,
  input: Python,
): AthenaRows & { readonly kinds: readonly string[] } {
  const { stdout, stderr, status } = spawnSync(python, [join(ROOT, 'test/e2e/runAthena.py')], {
    input: JSON.stringify(input),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(stderr);
  const answer = Object(JSON.parse(stdout));
  const rows = answer.rows.map((cells: readonly (string | null)[]) =>
    cells.map((cell) => cell ?? undefined),
  );
  return { ...answer, rows };
}

function filesOf(objects: ReadonlyMap<string, Buffer | string>): readonly unknown[] {
  return [...objects].map(([key, body]) => {
    const [, account, , region, ...rest] = key.split('/');
    const text = typeof body === 'string' ? '{}' : gunzipSync(body).toString();
    const { Records: records } = Object(JSON.parse(text));
    return { account, region, day: rest.slice(0, 3).join('/'), records };
  });
}

/** MiniStack keeps workgroups, databases and tables, and says of a SELECT one made-up row where it has no DuckDB. */
async function callEmulator(
  checks: Checks,
  folder: string,
  keys: readonly string[],
): Promise<void> {
  const emulator = await startEmulator({ ATHENA_ENGINE: 'mock' });
  const clients = createClients(emulator);
  const athena = new AthenaClient({
    endpoint: emulator.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    requestHandler: { httpsAgent: { ca: emulator.ca } },
  });
  try {
    writeFileSync(join(folder, 'ca.pem'), emulator.ca);
    const env = {
      ...KEY,
      AWS_ENDPOINT_URL: emulator.endpoint,
      NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem'),
    };
    for (const Bucket of [BUCKET, 'e2e-results']) {
      await clients.s3.send(new CreateBucketCommand({ Bucket }));
    }
    for (const Key of keys) {
      const Body = readFileSync(join(folder, 'bucket', Key));
      await clients.s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body }));
    }
    const place = ['--athena-workgroup', 'loginbell', '--athena-output', 's3://e2e-results'];
    const scan = (...args: readonly string[]) =>
      runCli(['scan', `s3://${BUCKET}`, '--engine', 'athena', ...args], { cwd: folder, env });

    const shown = await scan(...place, '--dry-run');
    checks.equal(
      'a dry run ends well',
      [shown.code, /CREATE EXTERNAL TABLE/.test(shown.out)],
      [0, true],
    );
    const nothing = await athena.send(new ListQueryExecutionsCommand({ WorkGroup: 'loginbell' }));
    checks.equal('and starts no query', nothing.QueryExecutionIds ?? [], []);

    const noSchema = await scan(...place, '--yes', '--athena-table', 'loginbell.trail');
    checks.check(
      'a failed statement is one sentence with the way out (MiniStack makes no database by SQL)',
      noSchema.code === 1 &&
        /query \S+ failed: .*Athena says: Schema 'loginbell' does not exist/.test(noSchema.err),
      noSchema.err,
    );
    const { WorkGroup } = await athena.send(new GetWorkGroupCommand({ WorkGroup: 'loginbell' }));
    checks.equal('the workgroup was made with its place and limit', WorkGroup?.Configuration, {
      ResultConfiguration: { OutputLocation: 's3://e2e-results/' },
      EnforceWorkGroupConfiguration: true,
      BytesScannedCutoffPerQuery: 1e12,
      PublishCloudWatchMetricsEnabled: false,
    });

    const template = {
      Resources: {
        Logs: {
          Type: 'AWS::Glue::Database',
          Properties: { CatalogId: ACCOUNT, DatabaseInput: { Name: 'logs' } },
        },
      },
    };
    const TemplateBody = JSON.stringify(template);
    await clients.cloudFormation.send(new CreateStackCommand({ StackName: 'logs', TemplateBody }));
    const inCatalog = { CatalogName: 'AwsDataCatalog', DatabaseName: 'logs' };
    await eventually('the database is there', () =>
      athena.send(new GetDatabaseCommand(inCatalog)).catch(() => undefined),
    );
    const named = ['--athena-workgroup', 'loginbell', '--athena-table', 'logs.trail', '--yes'];
    const first = await scan(...named);
    checks.check(
      'in a database that is there the query runs, and a row that is no record is named',
      first.code === 3 && /1 of 1 rows of a page of the result are no records/.test(first.err),
      first.err,
    );
    const { TableMetadata } = await athena.send(
      new GetTableMetadataCommand({ ...inCatalog, TableName: 'trail' }),
    );
    checks.equal(
      'the table was made with its partitions',
      TableMetadata?.PartitionKeys?.map(({ Name }) => Name),
      ['account', 'region', 'day'],
    );
    checks.equal(
      'which are projected over the accounts that the bucket holds',
      TableMetadata?.Parameters?.['projection.account.values'],
      [...new Set(keys.map((key) => key.split('/')[1]))].sort().join(','),
    );
    const second = await scan(...named);
    checks.check('a second run makes nothing', !second.err.includes('makes'), second.err);
  } finally {
    athena.destroy();
    clients.destroy();
    await emulator.stop();
  }
}

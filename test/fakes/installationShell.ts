import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest';
import { AwsFault, type AwsShell, openAwsShell } from './awsShell.ts';
import { startCloudTrail, type TestCloudTrail } from './cloudTrailServer.ts';
import { startDynamoDb, type TestDynamoDb } from './dynamoDb.ts';
import { consoleLogin, type RecordFields } from './records.ts';

/** What AWS holds for all tests of a file; each test opens a shell of its own on it. */
export type InstallationServers = {
  readonly dynamoDb: TestDynamoDb;
  readonly cloudTrail: TestCloudTrail;
  /** A person's shell, with an installation whose table is empty. */
  openShell(): Promise<InstallationShell>;
  close(): Promise<void>;
};

export type InstallationShell = AwsShell & {
  readonly suffix: string;
  readonly table: string;
  /** The folder that `--data` names. */
  readonly data: string;
  /** Types a verb for this installation, with its suffix. */
  onStack(verb: string, ...args: readonly string[]): ReturnType<AwsShell['loginbell']>;
  /** Changes parameters of the stack. */
  setParameters(changes: Readonly<Record<string, string>>): void;
  /** The stack is not there any more. */
  forgetStack(): void;
  /** Puts a sign-in at each of these times into the event history of a region. */
  happened(region: string, times: readonly string[], changes?: RecordFields): void;
};

/** Servers for the tests of a file, and a shell of its own for each of them; both are there once a test runs. */
export function useInstallation(): {
  readonly servers: InstallationServers;
  readonly shell: InstallationShell;
} {
  let servers: InstallationServers | undefined;
  let shell: InstallationShell | undefined;
  const there = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('there is no installation outside a test');
    return value;
  };
  beforeAll(async () => {
    servers = await startInstallationServers();
  });
  afterAll(() => servers?.close());
  beforeEach(async () => {
    shell = await servers?.openShell();
  });
  afterEach(() => shell?.close());
  return {
    get servers() {
      return there(servers);
    },
    get shell() {
      return there(shell);
    },
  };
}

/** When the installation began to listen; the shell's clock says 2026-03-02T09:30:00Z. */
const INSTALLED = '2026-03-01T12:00:00.000Z';

async function startInstallationServers(): Promise<InstallationServers> {
  const [dynamoDb, cloudTrail] = await Promise.all([startDynamoDb(), startCloudTrail()]);
  return {
    dynamoDb,
    cloudTrail,
    openShell: async () => openInstallationShell(dynamoDb, cloudTrail),
    close: async () => {
      await Promise.all([dynamoDb.close(), cloudTrail.close()]);
    },
  };
}

async function openInstallationShell(
  dynamoDb: TestDynamoDb,
  cloudTrail: TestCloudTrail,
): Promise<InstallationShell> {
  const shell = await openAwsShell();
  const data = mkdtempSync(join(tmpdir(), 'loginbell-operator-'));
  const table = await dynamoDb.createTable();
  const suffix = table.replace('ConsoleLoginEventDataTable-', '');
  vi.stubEnv('AWS_ENDPOINT_URL_CLOUDTRAIL', cloudTrail.endpoint);
  vi.stubEnv('AWS_ENDPOINT_URL_ACCOUNT', cloudTrail.endpoint);
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', dynamoDb.endpoint);
  cloudTrail.events.clear();
  cloudTrail.calls.length = 0;
  cloudTrail.regions = ['us-east-1'];
  cloudTrail.refuse = () => undefined;
  const stacks = new Map([
    [`loginbell-${suffix}`, { ResourceSuffixName: suffix, ...PARAMETERS }],
    ['somebody-elses', { Colour: 'red' }],
  ]);
  shell.aws.answers.set('cloudformation.DescribeStacks', ({ input }) => {
    const name = String(input['StackName']);
    const parameters = stacks.get(name);
    return parameters === undefined ? missing(name) : { Stacks: [stackOf(name, parameters)] };
  });
  shell.aws.answers.set('cloudformation.DescribeStackResources', ({ input }) =>
    missing(String(input['PhysicalResourceId'])),
  );
  return Object.assign(shell, {
    suffix,
    table,
    data,
    onStack: (verb: string, ...args: readonly string[]) =>
      shell.loginbell(verb, '--suffix', suffix, ...args),
    setParameters: (changes: Readonly<Record<string, string>>) => {
      stacks.set(`loginbell-${suffix}`, { ResourceSuffixName: suffix, ...PARAMETERS, ...changes });
    },
    forgetStack: () => stacks.clear(),
    happened: (region: string, times: readonly string[], changes: RecordFields = {}) => {
      const records = times.map((eventTime, i) =>
        consoleLogin(`${region} ${eventTime} ${i}`, { eventTime, awsRegion: region, ...changes }),
      );
      cloudTrail.events.set(region, [...(cloudTrail.events.get(region) ?? []), ...records]);
    },
    close: async () => {
      rmSync(data, { recursive: true, force: true });
      await shell.aws.close();
      vi.unstubAllEnvs();
    },
  });
}

const PARAMETERS = { ExistingCloudTrailLogGroupName: 'trail-logs', Events: 'ConsoleLogin' };

function missing(name: string): AwsFault {
  return new AwsFault('ValidationError', `Stack with id ${name} does not exist`);
}

function stackOf(name: string, parameters: Readonly<Record<string, string>>): object {
  return {
    StackName: name,
    StackId: `arn:aws:cloudformation:us-east-1:123456789012:stack/${name}/1`,
    StackStatus: 'CREATE_COMPLETE',
    CreationTime: INSTALLED,
    Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => {
      return { ParameterKey, ParameterValue };
    }),
  };
}

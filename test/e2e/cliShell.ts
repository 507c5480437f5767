import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestCloudTrail } from '../fakes/cloudTrailServer.ts';
import { type CliResult, runCli } from '../fakes/runCli.ts';
import type { Checks } from './checks.ts';
import type { Clients } from './clients.ts';
import type { Emulator } from './emulatorServer.ts';
import type { Keys } from './iamUser.ts';

/** A person's shell, whose AWS is the emulator, and CloudTrail our own server. */
export type Shell = {
  /** Types `loginbell …`; nobody answers questions. */
  loginbell(...args: readonly string[]): Promise<CliResult>;
  /** The same shell with other credentials. */
  as(keys: Keys): Pick<Shell, 'loginbell'>;
  close(): void;
};

/** What the trials of the command line work with. */
export type CliWorld = {
  readonly checks: Checks;
  readonly clients: Clients;
  readonly emulator: Emulator;
  readonly cloudTrail: TestCloudTrail;
  readonly shell: Shell;
};

/** `more`: variables of its environment beside those. */
export function openShell(
  { endpoint, ca }: Pick<Emulator, 'endpoint' | 'ca'>,
  cloudTrail: Pick<TestCloudTrail, 'endpoint'>,
  more: Readonly<Record<string, string>> = {},
): Shell {
  const cwd = mkdtempSync(join(tmpdir(), 'loginbell-shell-'));
  const certificate = join(cwd, 'emulator.crt');
  writeFileSync(certificate, ca);
  const env = {
    HOME: cwd,
    AWS_ENDPOINT_URL: endpoint,
    AWS_ENDPOINT_URL_CLOUDTRAIL: cloudTrail.endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    NODE_EXTRA_CA_CERTS: certificate,
    ...more,
  };
  return {
    loginbell: (...args) => runCli(args, { cwd, env }),
    as: (keys) => ({ loginbell: (...args) => runCli(args, { cwd, env: { ...env, ...keys } }) }),
    close: () => rmSync(cwd, { recursive: true, force: true }),
  };
}

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { ACCOUNT } from '../fakes/records.ts';
import { ROOT } from './cacheFolder.ts';
import { eventually } from './eventually.ts';
import { freePort } from './freePort.ts';
import { startGroup } from './processGroup.ts';
import { pythonVenv } from './pythonVenv.ts';

export const MINISTACK = 'ministack==1.5.33';
const PACKAGES = [
  MINISTACK,
  'hypercorn==0.18.0',
  'PyYAML==6.0.3',
  'defusedxml==0.7.1',
  'graphql-core==3.2.12',
  'jsonata-python==0.7.1',
  'botocore==1.43.106',
];

/** Lambda waits 1 minute, then 2; here it is 1 and 1, still longer than a claim's lease (50 s). */
export const RETRY_SECONDS = 60;

/** An AWS account in MiniStack, on 127.0.0.1. */
export type Emulator = {
  readonly endpoint: string;
  /** The certificate that its HTTPS is to be trusted by. */
  readonly ca: string;
  /** Its process; the functions it runs are children of it. */
  readonly pid: number;
  log(): string;
  stop(): Promise<void>;
};

/**
 * Starts MiniStack over HTTPS and with IAM enforced, so that the function may do what the template's role allows and no
 * more. Its functions run on this project's pinned `node`, with this project's AWS SDK. They inherit `environment`.
 */
export async function startEmulator(
  environment: Readonly<Record<string, string>> = {},
): Promise<Emulator> {
  const python = pythonVenv('e2e-venv', PACKAGES);
  const folder = mkdtempSync(join(tmpdir(), 'loginbell-e2e-'));
  const temporary = join(folder, 'tmp');
  mkdirSync(temporary);
  const certificate = join(temporary, 'ministack-tls/server.crt');
  const port = await freePort();
  const group = startGroup(python, ['-m', 'ministack.app'], {
    cwd: folder,
    env: {
      PATH: [join(ROOT, 'node_modules/.bin'), process.env['PATH'] ?? ''].join(delimiter),
      HOME: folder,
      TMPDIR: temporary,
      LANG: 'C.UTF-8',
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      USE_SSL: '1',
      AUTH: 'true',
      MINISTACK_ACCOUNT_ID: ACCOUNT,
      MINISTACK_REGION: 'us-east-1',
      LAMBDA_ASYNC_RETRY_BASE_SECONDS: String(RETRY_SECONDS),
      LAMBDA_ASYNC_RETRY_MAX_SECONDS: String(RETRY_SECONDS),
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      NODE_PATH: join(ROOT, 'node_modules'),
      NODE_EXTRA_CA_CERTS: certificate,
      ...environment,
    },
  });
  const clean = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', clean); // also where a signal ends this script
  const stop = async () => {
    await group.stop();
    clean();
    process.off('exit', clean);
  };
  try {
    await eventually(
      'MiniStack listens',
      async () => {
        if (group.hasEnded()) throw new Error(`MiniStack ended:\n${group.output()}`);
        return group.output().includes(`Running on https://127.0.0.1:${port}`) ? true : undefined;
      },
      { within: 60_000 },
    );
    if (!existsSync(certificate)) throw new Error(`no certificate:\n${group.output()}`);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    endpoint: `https://127.0.0.1:${port}`,
    ca: readFileSync(certificate, 'utf8'),
    pid: group.pid,
    log: group.output,
    stop,
  };
}

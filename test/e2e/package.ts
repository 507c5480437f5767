/**
 * The package as people install it, in an empty folder with each Node.js that it promises: `node test/e2e/package.ts`.
 * Needs the npm registry, for those, and what emulator.ts needs, for `deploy --dry-run`.
 */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCloudTrail } from '../fakes/cloudTrailServer.ts';
import { mmdbFile } from '../fakes/mmdb.ts';
import { ROOT } from './cacheFolder.ts';
import { type Checks, runChecks } from './checks.ts';
import { startEmulator } from './emulatorServer.ts';

const NODES = ['22', '24', '26'];
/** Bounds of the package, in bytes. */
const MOST_PACKED = 1_500_000;
const MOST_INSTALLED = 6_000_000;

type Environment = Readonly<Record<string, string>>;
type Ended = { readonly code: number | null; readonly out: string; readonly err: string };

await runChecks(async (checks) => {
  execFileSync('npm', ['run', '--silent', 'package'], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const dist = join(ROOT, 'dist');
  const [tarball = ''] = readdirSync(dist).filter((file) => file.endsWith('.tgz'));
  const file = join(dist, tarball);
  const { size } = statSync(file);
  checks.check(`the package has ${size} bytes, at most ${MOST_PACKED}`, size <= MOST_PACKED);
  const emulator = await startEmulator();
  const cloudTrail = await startCloudTrail();
  try {
    for (const version of NODES) {
      await triesNode(checks, file, version, emulator.ca, {
        AWS_ENDPOINT_URL: emulator.endpoint,
        AWS_ENDPOINT_URL_CLOUDTRAIL: cloudTrail.endpoint,
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
      });
    }
  } finally {
    await cloudTrail.close();
    await emulator.stop();
  }
});

/** `ca`, `account`: the certificate of an emulated account, and the variables by which one gets there. */
async function triesNode(
  checks: Checks,
  tarball: string,
  version: string,
  ca: string,
  account: Environment,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), `loginbell-package-${version}-`));
  try {
    writeFileSync(join(folder, 'package.json'), '{"private":true,"allowScripts":{"node":true}}');
    const install = ['install', '--no-audit', '--no-fund', '--foreground-scripts'];
    execFileSync('npm', [...install, `node@${version}`], { cwd: folder, stdio: 'ignore' });
    execFileSync('npm', [...install, tarball], { cwd: folder, stdio: 'ignore' });
    const node = join(folder, 'node_modules/node/bin/node');
    const program = join(folder, 'node_modules/loginbell/bin/loginbell.mjs');
    const runIn = (environment: Environment, args: readonly string[]) =>
      outcomeOf(node, [program, ...args], folder, {
        PATH: process.env['PATH'] ?? '',
        HOME: folder,
        LANG: 'en_US.UTF-8',
        NO_COLOR: '1',
        ...environment,
      });
    const run = (...args: string[]) => runIn({}, args);
    const named = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
    const says = (title: string, { code, out, err }: Ended, expected: number, text: RegExp) =>
      checks.check(
        `${named}: ${title}`,
        code === expected && text.test(out + err) && !/Warning/.test(err),
        `exit ${code}\n${out}\n${err}`,
      );
    const installed = sizeOf(join(folder, 'node_modules/loginbell'));
    checks.check(
      `${named}: it takes ${installed} bytes, at most ${MOST_INSTALLED}`,
      installed <= MOST_INSTALLED,
    );
    checks.check(
      `${named}: it brings nothing else along`,
      readdirSync(join(folder, 'node_modules')).filter((one) => !/^(\.|node|loginbell)/.test(one))
        .length === 0,
    );
    const pages = ['README.md', 'README.ja.md', 'docs/deploy.md', 'docs/deploy.ja.md'];
    for (const page of [...pages, 'THIRD-PARTY-NOTICES']) {
      const isThere = existsSync(join(folder, 'node_modules/loginbell', page));
      checks.check(`${named}: ${page} comes along`, isThere);
    }
    says('--version', await run('--version'), 0, /^\d+\.\d+\.\d+\n$/);
    says('ring --sample rings', await run('ring', '--sample'), 0, /notices for \d+ sign-ins/);
    says('and once', await run('ring', '--sample'), 0, /0 notices/);
    says('history shows them', await run('history'), 0, /alice/);
    writeFileSync(
      join(folder, 'made-up.mmdb'),
      mmdbFile([['203.0.113.0/24', { country_code: 'CH' }]]),
    );
    says(
      'and where from, by --networks',
      await run('history', '--networks', 'made-up.mmdb', '--country', 'CH'),
      0,
      /Switzerland/,
    );
    const sample = join(folder, 'node_modules/loginbell/examples/sample-records.ndjson');
    says('scan finds them, in threads', await run('scan', sample, '--threads', '2'), 3, /sign-ins/);
    says('watch explains itself', await run('watch', '--help'), 0, /Usage: loginbell watch/);
    says('report writes a page', await run('report', '--out', 'r.html'), 0, /The report is in/);
    checks.check(`${named}: that can be opened`, existsSync(join(folder, 'r.html')));
    says('template prints one', await run('template', 'cloudtrail'), 0, /AWSTemplateFormatVersion/);
    says('completion prints a script', await run('completion', 'bash'), 0, /complete -o filenames/);
    says('iam-policy prints one', await run('iam-policy', 'deploy'), 0, /"Version": "2012-10-17"/);
    const deploy = ['deploy', '--email', 'you@example.com', '--region', 'us-east-1', '--dry-run'];
    says('deploy says that there are no credentials', await run(...deploy), 1, /credentials/i);
    const certificate = join(folder, 'emulator.crt');
    writeFileSync(certificate, ca);
    says(
      'and shows the plan of an account, emulated',
      await runIn({ ...account, NODE_EXTRA_CA_CERTS: certificate }, deploy),
      0,
      /create {2}stack loginbell /,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs a program to its end, beside the servers of this one. */
function outcomeOf(
  program: string,
  args: readonly string[],
  cwd: string,
  env: Environment,
): Promise<Ended> {
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}

/**
 * The package as people install it, in an empty folder with each Node.js that it promises: `node test/e2e/package.ts`.
 * Needs the npm registry, for those.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './cacheFolder.ts';
import { type Checks, runChecks } from './checks.ts';

const NODES = ['22', '24', '26'];
/** Bounds of the package, in bytes. */
const MOST_PACKED = 1_500_000;
const MOST_INSTALLED = 6_000_000;

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
  for (const version of NODES) triesNode(checks, file, version);
});

function triesNode(checks: Checks, tarball: string, version: string): void {
  const folder = mkdtempSync(join(tmpdir(), `loginbell-package-${version}-`));
  try {
    writeFileSync(join(folder, 'package.json'), '{"private":true,"allowScripts":{"node":true}}');
    const install = ['install', '--no-audit', '--no-fund', '--foreground-scripts'];
    execFileSync('npm', [...install, `node@${version}`], { cwd: folder, stdio: 'ignore' });
    execFileSync('npm', [...install, tarball], { cwd: folder, stdio: 'ignore' });
    const node = join(folder, 'node_modules/node/bin/node');
    const program = join(folder, 'node_modules/loginbell/bin/loginbell.mjs');
    const run = (...args: string[]) =>
      spawnSync(node, [program, ...args], {
        cwd: folder,
        encoding: 'utf8',
        env: { PATH: process.env['PATH'], HOME: folder, LANG: 'en_US.UTF-8', NO_COLOR: '1' },
      });
    const named = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim();
    const says = (title: string, result: ReturnType<typeof run>, code: number, text: RegExp) =>
      checks.check(
        `${named}: ${title}`,
        result.status === code &&
          text.test(result.stdout + result.stderr) &&
          !/Warning/.test(result.stderr),
        `exit ${result.status}\n${result.stdout}\n${result.stderr}`,
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
    for (const page of pages) {
      const isThere = existsSync(join(folder, 'node_modules/loginbell', page));
      checks.check(`${named}: ${page} comes along`, isThere);
    }
    says('--version', run('--version'), 0, /^\d+\.\d+\.\d+\n$/);
    says('ring --sample rings', run('ring', '--sample'), 0, /notices for \d+ sign-ins/);
    says('and once', run('ring', '--sample'), 0, /0 notices/);
    says('history shows them', run('history'), 0, /alice/);
    const sample = join(folder, 'node_modules/loginbell/examples/sample-records.ndjson');
    says('scan finds them, in threads', run('scan', sample, '--threads', '2'), 3, /sign-ins/);
    says('template prints one', run('template', 'cloudtrail'), 0, /AWSTemplateFormatVersion/);
    says('completion prints a script', run('completion', 'bash'), 0, /complete -o filenames/);
    says('iam-policy prints one', run('iam-policy', 'deploy'), 0, /"Version": "2012-10-17"/);
    says(
      'deploy says that there are no credentials',
      run('deploy', '--email', 'you@example.com', '--region', 'us-east-1', '--dry-run'),
      1,
      /credentials/i,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './cacheFolder.ts';

/**
 * The `python` of a virtual environment that holds exactly these packages (`name==version`); made anew when they are
 * not those of last time. Needs `python3` with `venv` and a package index.
 */
export function pythonVenv(name: string, packages: readonly string[]): string {
  const folder = cacheFolder(name);
  const python = join(folder, 'bin/python');
  const stamp = join(folder, 'packages.txt');
  const wanted = packages.join('\n');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return python;
  const stdio = ['ignore', 'ignore', 'inherit'] as const;
  execFileSync('python3', ['-m', 'venv', '--clear', folder], { stdio: [...stdio] });
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
  execFileSync(python, [...pip, ...packages], { stdio: [...stdio] });
  writeFileSync(stamp, wanted);
  return python;
}

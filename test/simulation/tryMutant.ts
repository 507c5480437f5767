import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fieldAt } from '../../src/signin/fields.ts';
import type { Mutant } from './mutants.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What became of a mutant: the laws that caught it after so many schedules, or that it survived them. */
export type Fate =
  | {
      readonly caught: true;
      /** Letters with commas between them. */
      readonly laws: string;
      readonly schedules: number;
      readonly breaches: string;
    }
  | { readonly caught: false; readonly schedules: number };

/**
 * Copies the project to a temporary folder, breaks it there, and runs schedules on it: faulty ones, and
 * where those find nothing calm and busy ones (counted by themselves). Throws when the replacement does not match exactly once, or when
 * the mutant does not run at all.
 */
export async function tryMutant(mutant: Mutant, schedules: number, seed: number): Promise<Fate> {
  const folder = mkdtempSync(join(tmpdir(), 'loginbell-mutant-'));
  try {
    for (const name of ['src', 'test', 'scripts', 'package.json']) {
      cpSync(join(ROOT, name), join(folder, name), { recursive: true });
    }
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    const file = join(folder, mutant.file);
    writeFileSync(file, mutated(readFileSync(file, 'utf8'), mutant));
    const faulty = await simulated(folder, [String(schedules), String(seed)]);
    if (faulty.caught) return faulty;
    const calm = await simulated(folder, [
      String(Math.ceil(schedules / 10)),
      String(seed),
      '--calm',
    ]);
    if (calm.caught) return calm;
    const busy = await simulated(folder, [
      String(Math.ceil(schedules / 400)),
      String(seed),
      '--busy',
    ]);
    const all = faulty.schedules + calm.schedules + busy.schedules;
    return busy.caught ? busy : { ...busy, schedules: all };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The source with the mutant's replacement, and without its second guard. */
export function mutated(source: string, mutant: Mutant): string {
  const { name, file, without } = mutant;
  return [mutant, ...(without === undefined ? [] : [without])].reduce((text, { find, replace }) => {
    const matches = text.split(find).length - 1;
    if (matches !== 1) {
      throw new Error(`the mutant "${name}" matches ${file} ${matches} times; mend its "find"`);
    }
    return text.replace(find, () => replace);
  }, source);
}

async function simulated(folder: string, args: readonly string[]): Promise<Fate> {
  const script = join(folder, 'scripts/simulateFaults.ts');
  const flags = ['--json', '--no-shrink'];
  const child = spawn(process.execPath, [script, ...args, ...flags], { cwd: folder });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  await new Promise((resolve) => {
    child.on('close', resolve);
  });
  if (out === '') throw new Error(`the mutant did not run: ${err.slice(0, 2000)}`);
  return fateOf(JSON.parse(out));
}

function fateOf(answer: unknown): Fate {
  const schedules = Number(fieldAt(answer, 'schedules'));
  const broken = fieldAt(answer, 'broken');
  if (broken === undefined) return { caught: false, schedules };
  return {
    caught: true,
    laws: String(fieldAt(broken, 'laws')),
    schedules,
    breaches: String(fieldAt(broken, 'breaches')),
  };
}

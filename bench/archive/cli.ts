import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { textAt } from '../../src/signin/fields.ts';
import { type Measured, measureCommand } from '../measure/measureCommand.ts';

const BIN = join(import.meta.dirname, '../../bin/loginbell.mjs');

/** Runs a command of this clone and measures it. */
export function measureVerb(...args: readonly string[]): Promise<Measured> {
  return measureCommand(process.execPath, [BIN, ...args]);
}

/** The mails in the outbox of a data folder. */
export function countMails(data: string): number {
  const names = readdirSync(data, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.eml')).length;
}

/** A sign-in, by what `scan` is asked for. */
export type Found = { readonly account: string; readonly ip: string; readonly user: string };

/** What a scan finds. */
export function foundBy(...args: readonly string[]): Found[] {
  const text = execFileSync(process.execPath, [BIN, 'scan', ...args, '--json'], {
    encoding: 'utf8',
    maxBuffer: 1024 ** 3,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => {
    const signIn: unknown = JSON.parse(line);
    return {
      account: textAt(signIn, ['accountId']),
      ip: textAt(signIn, ['sourceIPAddress']),
      user: textAt(signIn, ['userName']),
    };
  });
}

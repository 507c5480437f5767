import { readdirSync, readFileSync } from 'node:fs';
import { LoginbellError } from '../errors.ts';

const FOLDER = new URL('../../templates/', import.meta.url);

/** Names of the built templates that this loginbell brings, without `.yaml`. */
export function templateNames(): readonly string[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length))
    .sort();
}

/** The text of a built template. Throws a `bad-input` error that lists the names where there is none such. */
export function readTemplate(name: string): string {
  const known = templateNames();
  const wanted = name.replace(/\.yaml$/, '');
  if (known.includes(wanted)) return readFileSync(new URL(`${wanted}.yaml`, FOLDER), 'utf8');
  throw new LoginbellError(
    'bad-input',
    `there is no template ${JSON.stringify(name.slice(0, 60))}; there are ${known.join(', ')}`,
  );
}

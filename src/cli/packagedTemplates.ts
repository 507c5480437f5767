import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { LoginbellError } from '../errors.ts';
import type { TemplateTwins } from '../installation/templateTwins.ts';
import { fieldAt } from '../signin/fields.ts';
import { packageFile } from './packageFiles.ts';

const FOLDER = packageFile('templates/');

/** Names of the built templates that this loginbell brings, without `.yaml`. */
export function templateNames(): readonly string[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length))
    .sort();
}

/**
 * The text of a built template, to be read and uploaded, or packed for one API call. Throws a `bad-input` error that
 * lists the names where there is none such.
 */
export function readTemplate(name: string, form: 'readable' | 'packed' = 'readable'): string {
  const folder = form === 'packed' ? 'packed/' : '';
  return readFileSync(new URL(`${folder}${knownName(name)}.yaml`, FOLDER), 'utf8');
}

/**
 * The parameters that carry the program of a packed template, as the AWS CLI reads them; an empty list where it has no
 * function. Throws as `readTemplate` does.
 */
export function readParameters(name: string): string {
  const file = new URL(`packed/${knownName(name)}.json`, FOLDER);
  return existsSync(file) ? readFileSync(file, 'utf8') : '[]';
}

function knownName(name: string): string {
  const known = templateNames();
  const wanted = name.replace(/\.yaml$/, '');
  if (known.includes(wanted)) return wanted;
  throw new LoginbellError(
    'bad-input',
    `there is no template ${JSON.stringify(name.slice(0, 60))}; there are ${known.join(', ')}`,
  );
}

/** The same by their names; none where the template has no function. */
export function readProgram(name: string): Readonly<Record<string, string>> {
  const list: unknown = JSON.parse(readParameters(name));
  const pairs = (Array.isArray(list) ? list : []).map((one) => [
    String(fieldAt(one, 'ParameterKey')),
    String(fieldAt(one, 'ParameterValue')),
  ]);
  return Object.fromEntries(pairs);
}

/** Both forms of a built template. Throws as `readTemplate` does. */
export function readTwins(name: string): TemplateTwins {
  return {
    template: readTemplate(name, 'packed'),
    program: readProgram(name),
    readable: readTemplate(name),
  };
}

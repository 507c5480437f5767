import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, isSeq, parseDocument } from 'yaml';
import { readProgram } from '../../src/cli/packagedTemplates.ts';
import { ROOT } from './cacheFolder.ts';

/** A built template by its path in `templates/`. */
export function readTemplate(path: string): string {
  return readFileSync(join(ROOT, 'templates', path), 'utf8');
}

/** The notification, as an API call takes it and as people upload it: two forms of one thing. */
export function readNotification(): { readonly packed: string; readonly readable: string } {
  const name = 'console-login-notification.yaml';
  return { packed: readTemplate(`packed/${name}`), readable: readTemplate(name) };
}

/** The parameters that carry the program of a packed template; none of any other. */
export function programIn(template: string): Readonly<Record<string, string>> {
  const name = /^# templates\/([\w-]+)\.yaml makes the same and is to be read/m.exec(template)?.[1];
  if (name === undefined || !/^ Program1:$/m.test(template)) return {};
  return readProgram(name);
}

/** The function's code as Lambda gets it: the text of `ZipFile`, which becomes `index.js`. */
export function zipFileOf(template: string): string {
  // CloudFormation's own tags (!Ref, !Sub) are unknown to the parser and do not matter here.
  const document = parseDocument(template, { logLevel: 'silent' });
  const path = ['Resources', 'ConsoleLoginNotificationLambda', 'Properties', 'Code', 'ZipFile'];
  const found = document.getIn(path);
  const program = programIn(template);
  const code = isSeq(found)
    ? [found.get(1)]
        .flatMap((parts) => (isSeq(parts) ? parts.toJSON() : []))
        .map((part: unknown) => program[String(part)] ?? String(part))
        .join('')
    : found;
  if (typeof code !== 'string') throw new Error(`the template has no ${path.join('.')}`);
  return code;
}

/** Logical ids of the resources that outlive their stack. */
export function retainedResources(template: string): string[] {
  const resources = parseDocument(template, { logLevel: 'silent' }).get('Resources');
  if (!isMap(resources)) throw new Error('the template has no Resources');
  return resources.items
    .filter(({ value }) => isMap(value) && String(value.get('DeletionPolicy')).startsWith('Retain'))
    .map(({ key }) => String(key));
}

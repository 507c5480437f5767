import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, parseDocument } from 'yaml';
import { ROOT } from './cacheFolder.ts';

/** CloudFormation takes a template body of up to this many bytes. */
export const DIRECT_BYTES = 51_200;

/** The template named on the command line, or the one that users download. */
export function readTemplate(
  path = join(ROOT, 'templates/console-login-notification.yaml'),
): string {
  return readFileSync(path, 'utf8');
}

/** The function's code as Lambda gets it: the text of `ZipFile`, which becomes `index.js`. */
export function zipFileOf(template: string): string {
  // CloudFormation's own tags (!Ref, !Sub) are unknown to the parser and do not matter here.
  const document = parseDocument(template, { logLevel: 'silent' });
  const path = ['Resources', 'ConsoleLoginNotificationLambda', 'Properties', 'Code', 'ZipFile'];
  const code = document.getIn(path);
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

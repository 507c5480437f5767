import { readFileSync } from 'node:fs';
import { fieldAt } from '../signin/fields.ts';
import { packageFile } from './packageFiles.ts';

/** The version of this program. */
export function version(): string {
  const file = packageFile('package.json');
  return String(fieldAt(JSON.parse(readFileSync(file, 'utf8')), 'version'));
}

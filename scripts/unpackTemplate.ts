/** Prints the code that a built template holds packed: `node scripts/unpackTemplate.ts TEMPLATE`. Runs none of it. */
import { readFileSync } from 'node:fs';
import { unpackCode } from './templates/unpackCode.ts';

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('name a template: node scripts/unpackTemplate.ts FILE');
process.stdout.write(unpackCode(readFileSync(file, 'utf8')));

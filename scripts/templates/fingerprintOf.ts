import { createHash } from 'node:crypto';
import { leanTemplate } from './leanTemplate.ts';
import { minifyCode } from './minifyCode.ts';

/**
 * One hash of all that a template makes: parameters, resources, outputs and the program. Comments, descriptions and
 * what the template says of itself in its metadata do not count.
 */
export function fingerprintOf(template: string): string {
  const { document, code, replaceCode } = leanTemplate(template);
  document.delete('Metadata');
  if (code !== undefined) replaceCode(minifyCode(code));
  return createHash('sha256').update(document.toString()).digest('hex');
}

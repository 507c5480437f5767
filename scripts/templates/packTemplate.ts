import { leanTemplate } from './leanTemplate.ts';
import { minifyCode } from './minifyCode.ts';
import { packCode } from './packCode.ts';

/**
 * The twin of a template for one API call: the same resources and the same program in fewer bytes. `name`: the
 * file of both. Same template in, same bytes out.
 */
export function packTemplate(template: string, name: string): string {
  const { document, code, replaceCode } = leanTemplate(template);
  if (code !== undefined) replaceCode(packCode(minifyCode(code), `templates/${name}`));
  const [header = ''] = template.split('\n', 1);
  return `${header}
# templates/${name} makes the same and is to be read; both carry the same fingerprint.
${document.toString({ indent: 1, lineWidth: 0, flowCollectionPadding: false })}`;
}

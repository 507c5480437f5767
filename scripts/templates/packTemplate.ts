import { leanTemplate } from './leanTemplate.ts';
import { minifyCode } from './minifyCode.ts';
import { packCode } from './packCode.ts';

/** A template for one API call, and the parameters that carry its program; none where it has no function. */
export type PackedTemplate = {
  readonly template: string;
  readonly parameters: Readonly<Record<string, string>>;
};

/**
 * The twin of a template for one API call: the same resources and the same program in fewer bytes. The values of
 * parameters do not count into the size of a template, so the program travels as those. `name`: the file of both. Same
 * template in, same bytes out.
 */
export function packTemplate(template: string, name: string): PackedTemplate {
  const { document, code, replaceCode } = leanTemplate(template);
  const packed = code === undefined ? undefined : packCode(minifyCode(code), `templates/${name}`);
  const parameters = packed?.parameters ?? {};
  if (packed !== undefined) {
    const names = Object.keys(parameters);
    for (const one of names) document.setIn(['Parameters', one], { Type: 'String' });
    replaceCode({ before: packed.before, references: names, after: packed.after });
  }
  const [header = ''] = template.split('\n', 1);
  return {
    template: `${header}
# templates/${name} makes the same and is to be read; both carry the same fingerprint.
${document.toString({ indent: 1, lineWidth: 0, flowCollectionPadding: false })}`,
    parameters,
  };
}

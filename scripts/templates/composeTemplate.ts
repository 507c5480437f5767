import { narrowYaml } from './narrowYaml.ts';

const CODE = /^( *)# \{\{index\.js\}\}\n/m;

/** What one built template is made of. `entry`: the handler's path, as the header names it. */
export type TemplateParts = {
  readonly name: string;
  readonly source: string;
  readonly version: string;
  readonly code: string;
  readonly entry: string;
};

/**
 * The built template: a header that says what it was built from, `{{version}}` filled in, and the code in the
 * place of `# {{index.js}}`. A template with code is indented by one space instead of two, since
 * every line of code pays for the depth it stands at. Throws when a placeholder is left.
 */
export function composeTemplate({ name, source, version, code, entry }: TemplateParts): string {
  const takesCode = CODE.test(source);
  const sources = takesCode ? `infra/${name} and ${entry}` : `infra/${name}`;
  const body = (takesCode ? narrowYaml(source) : source).replaceAll('{{version}}', version);
  const left = /\{\{[\w.]+\}\}/.exec(body.replace(CODE, ''));
  if (left) throw new Error(`infra/${name}: nothing fills ${left[0]}`);
  const filled = body.replace(CODE, (_, indent: string) =>
    code
      .trimEnd()
      .replace(/^(?=.)/gm, indent)
      .concat('\n'),
  );
  return `# loginbell ${version}. Built from ${sources} by scripts/buildTemplates.ts; do not edit.\n${filled}`;
}

import { fingerprintOf } from './fingerprintOf.ts';

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
 * The template that people read and upload: a header that says what it was built from, `{{version}}` and
 * `{{fingerprint}}` filled in, and the code in the place of `# {{index.js}}`. Comments and layout are those of
 * the source. Throws when a placeholder is left.
 */
export function composeTemplate({ name, source, version, code, entry }: TemplateParts): string {
  const sources = CODE.test(source) ? `infra/${name} and ${entry}` : `infra/${name}`;
  const body = source.replaceAll('{{version}}', version);
  const left = /\{\{(?!fingerprint\}\})[\w.]+\}\}/.exec(body.replace(CODE, ''));
  if (left) throw new Error(`infra/${name}: nothing fills ${left[0]}`);
  const filled = body.replace(CODE, (_, indent: string) =>
    code
      .trimEnd()
      .replace(/^(?=.)/gm, indent)
      .concat('\n'),
  );
  return `# loginbell ${version}. Built from ${sources} by scripts/buildTemplates.ts; do not edit.
# templates/packed/${name} makes the same in fewer bytes; both carry the same fingerprint.
${filled.replace('{{fingerprint}}', fingerprintOf(filled))}`;
}

import { PARAMETER_OPTIONS } from '../../src/cli/deployOptions.ts';
import { RESOURCES } from '../../src/health/check.ts';
import { readsOn } from '../../src/health/checks.ts';
import { EVENT_PATTERNS } from '../../src/signin/eventPatterns.ts';
import { EVENTS_SETTINGS } from '../../src/signin/events.ts';
import { FILTER_PATTERNS } from '../../src/signin/filterPatterns.ts';
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
  const body = fillDefaults(fillReads(fillPatterns(source.replaceAll('{{version}}', version))));
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

/** Puts the patterns in their places (`{{FilterPattern Events}}`, `{{EventPattern Events}}`), in lines that fit a screen. */
function fillPatterns(source: string): string {
  return source.replace(
    /^( *)\{\{(Filter|Event)Pattern (\w+)\}\}$/gm,
    (_, indent: string, kind: string, key: string) => {
      const setting = EVENTS_SETTINGS.find((one) => one === key);
      if (setting === undefined) throw new Error(`there is no pattern ${key}`);
      // No text of an event pattern holds a comma or a colon, so these get room to break lines.
      const text =
        kind === 'Filter'
          ? FILTER_PATTERNS[setting]
          : EVENT_PATTERNS[setting].replace(/[,:]/g, '$& ');
      return wrap(text, 96 - indent.length)
        .map((line) => indent + line)
        .join('\n');
    },
  );
}

/** Puts what the checks read of a resource into its place (`{{Reads table}}`): one action a line, with why. */
function fillReads(source: string): string {
  return source.replace(/^( *)\{\{Reads ([\w-]+)\}\}$/gm, (_, indent: string, name: string) => {
    const resource = RESOURCES.find((one) => one === name);
    if (resource === undefined) throw new Error(`no check reads ${name}`);
    return readsOn(resource)
      .map(({ action, why }) => `${indent}- ${action} # ${why}`)
      .join('\n');
  });
}

/** Puts the defaults of the settings into their places (`{{Default TimeZone}}`). */
function fillDefaults(source: string): string {
  return source.replace(/\{\{Default (\w+)\}\}/g, (_, name: string) => {
    const row = PARAMETER_OPTIONS.find(({ parameter }) => parameter === name);
    if (row === undefined) throw new Error(`no setting has the parameter ${name}`);
    const { fallback } = row;
    return typeof fallback === 'object' || fallback === '' ? '""' : String(fallback);
  });
}

/** Breaks a text at spaces. */
function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && last.length + word.length >= width) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}

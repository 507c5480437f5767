import { readFileSync } from 'node:fs';
import { readProgram } from '../../src/cli/packagedTemplates.ts';
import { fieldAt } from '../../src/signin/fields.ts';
import { parseTemplate, type Template } from './loadTemplate.ts';

/** The names of the templates, and those of them that hold a function. */
export const WITH_CODE = ['console-login-notification.yaml', 'safety-net.yaml'] as const;
export const NAMES = ['cloudtrail.yaml', 'fast-path.yaml', ...WITH_CODE] as const;

/** The text of a file in `templates/`. */
export function builtText(name: string): string {
  return readFileSync(new URL(`../../templates/${name}`, import.meta.url), 'utf8');
}

/** What a file in `templates/` says, and apart from it the function's code, if it has any. */
export function loadBuilt(name: string): { readonly template: Template; readonly code: string } {
  const template = parseTemplate(builtText(name));
  for (const { Type, Properties } of Object.values(template.Resources)) {
    if (Type !== 'AWS::Lambda::Function') continue;
    const code = codeOf(fieldAt(Properties, 'Code', 'ZipFile'), name);
    Properties['Code'] = {};
    return { template, code };
  }
  return { template, code: '' };
}

/** As CloudFormation joins it. */
function codeOf(zipFile: unknown, name: string): string {
  const join = fieldAt(zipFile, 'Fn::Join');
  const parts: unknown = Array.isArray(join) ? join[1] : undefined;
  if (!Array.isArray(parts)) return String(zipFile);
  const program = readProgram(name.replace(/^packed\//, ''));
  return parts.map((part) => program[String(fieldAt(part, 'Ref'))] ?? String(part)).join('');
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CollectionTag, parse, type ScalarTag } from 'yaml';
import { composeTemplate } from '../../scripts/templates/composeTemplate.ts';

const ROOT = join(import.meta.dirname, '../..');

/** Any JSON value. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export type Resource = {
  readonly Type: string;
  readonly Condition?: string;
  readonly DependsOn?: Json;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly Properties: JsonObject;
};

export type Template = {
  readonly Parameters: Record<string, JsonObject>;
  readonly Metadata: {
    'AWS::CloudFormation::Interface': Record<string, Json>;
    Loginbell?: JsonObject;
  };
  readonly Mappings?: Record<string, Record<string, Record<string, string>>>;
  readonly Rules?: JsonObject;
  readonly Conditions: JsonObject;
  readonly Resources: Record<string, Resource>;
  readonly Outputs: Record<string, JsonObject>;
};

const LONG_FORMS = ['Sub', 'GetAtt', 'If', 'Not', 'Equals', 'FindInMap', 'Join', 'Split'];
const SHORT_TAGS = ['Ref', ...LONG_FORMS].flatMap((short): (ScalarTag | CollectionTag)[] => {
  const long = short === 'Ref' ? 'Ref' : `Fn::${short}`;
  return [
    { tag: `!${short}`, resolve: (value: string) => ({ [long]: value }) },
    {
      tag: `!${short}`,
      collection: 'seq',
      resolve: (value) => ({ [long]: 'toJSON' in value ? value.toJSON() : value }),
    },
  ];
});

/** The code that stands in for the handler; it has what can go wrong in YAML. */
export const STAND_IN = 'exports.handler = async () => `\n  {{x}} # $& "ログイン": - \n`;\n';

/** A template as it is built, with stand-in code. */
export function templateText(name: string): string {
  const source = readFileSync(join(ROOT, 'infra', name), 'utf8');
  return composeTemplate({ name, source, version: '1.2.3', code: STAND_IN, entry: 'handler.ts' });
}

/** YAML with CloudFormation's short tags, which become their long form (`!Ref x` is `{ Ref: 'x' }`). */
export function parseTemplate(text: string, version: '1.1' | '1.2' = '1.2'): Template {
  return parse(text, { version, customTags: [...SHORT_TAGS] }) as Template;
}

/** All templates, parsed. */
export const TEMPLATES: readonly (readonly [name: string, template: Template])[] = [
  'cloudtrail.yaml',
  'console-login-notification.yaml',
  'fast-path.yaml',
  'safety-net.yaml',
].map((name) => [name, parseTemplate(templateText(name))] as const);

/** A parsed template by its file name. */
export function templateNamed(name: string): Template {
  const found = TEMPLATES.find(([known]) => known === name);
  if (found === undefined) throw new Error(`no template ${name}`);
  return found[1];
}

/** Every object inside a value, itself included, with where it stands. */
export function* objectsIn(value: Json, path = ''): Generator<[path: string, object: JsonObject]> {
  if (value === null || typeof value !== 'object') return;
  if (!Array.isArray(value)) yield [path, value];
  for (const [key, inner] of Object.entries(value)) yield* objectsIn(inner, `${path}/${key}`);
}

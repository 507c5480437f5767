import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sizeProblem } from '../../scripts/buildTemplates.ts';
import { indentByOneSpace, toCommonJs } from '../../scripts/templates/bundleHandler.ts';
import { composeTemplate } from '../../scripts/templates/composeTemplate.ts';
import { bareCode, packCode } from '../../scripts/templates/packCode.ts';
import { unpackCode } from '../../scripts/templates/unpackCode.ts';
import { fieldAt } from '../../src/signin/fields.ts';
import { parseTemplate, STAND_IN, templateNamed, templateText } from './loadTemplate.ts';

const ROOT = join(import.meta.dirname, '../..');

/** The templates with code in them, and whether its names are shortened. */
const WITH_CODE = [
  ['console-login-notification.yaml', false],
  ['safety-net.yaml', true],
] as const;

describe('a built template', () => {
  test.each(WITH_CODE)('%s means what its source means', (name) => {
    const source = readFileSync(join(ROOT, 'infra', name), 'utf8');
    const { Code: _, ...written } = code(parseTemplate(source.replaceAll('{{version}}', '1.2.3')));
    const { Code: __, ...built } = code(templateNamed(name));
    expect(built).toEqual(written);
    const { Resources: ___, ...restWritten } = parseTemplate(
      source.replaceAll('{{version}}', '1.2.3'),
    );
    const { Resources: ____, ...restBuilt } = templateNamed(name);
    expect(restBuilt).toEqual(restWritten);
  });

  test('holds the code to the letter', () => {
    expect(code(templateNamed('console-login-notification.yaml')).Code).toEqual({
      ZipFile: STAND_IN,
    });
  });

  test('says what it was built from', () => {
    expect(templateText('console-login-notification.yaml').split('\n')[0]).toBe(
      '# loginbell 1.2.3. Built from infra/console-login-notification.yaml and handler.ts by scripts/buildTemplates.ts; do not edit.',
    );
  });

  test('leaves no placeholder', () => {
    const parts = { name: 'x.yaml', version: '1', code: '', entry: 'handler.ts' };
    expect(() => composeTemplate({ ...parts, source: 'A: {{other}}\n' })).toThrow(
      'infra/x.yaml: nothing fills {{other}}',
    );
  });

  test.each(readdirSync(join(ROOT, 'templates')))(
    'templates/%s is taken without a bucket',
    (name) => {
      expect(sizeProblem(name, readFileSync(join(ROOT, 'templates', name)).length)).toBeUndefined();
    },
  );
});

describe.each(WITH_CODE)('the packed code of %s', (name, shortNames) => {
  const readable = readFileSync(
    join(ROOT, 'templates', name.replace('.yaml', '.index.js')),
    'utf8',
  );
  const loader = String(fieldAt(code(templateIn(name)), 'Code', 'ZipFile'));

  test('is the code that stands readable beside the template', () => {
    expect(unpackCode(loader)).toBe(bareCode(readable, shortNames));
  });

  test('is small beside what Lambda takes inline', () => {
    expect(loader.length).toBeLessThan(4_000_000);
  });

  test('holds neither SQLite nor SMTP nor HTML', () => {
    expect(readable).not.toMatch(/node:sqlite|nodemailer|<html|<table|commander/i);
  });
});

function templateIn(name: string) {
  return parseTemplate(readFileSync(join(ROOT, 'templates', name), 'utf8'));
}

function code(template: ReturnType<typeof parseTemplate>) {
  const { Resources } = template;
  return (
    Object.values(Resources).find(({ Type }) => Type === 'AWS::Lambda::Function')?.Properties ?? {}
  );
}

describe('the bundled code', () => {
  test('is CommonJS, with imports and exports as a person would write them', () => {
    expect(
      toCommonJs(
        'import { A, B as C } from "x";\nimport * as y from "y";\nimport z from "z";\nfoo();\nexport {\n  a,\n  b as c\n};\n',
      ),
    ).toBe(
      '"use strict";\nconst { A, B: C } = require("x");\nconst y = require("y");\nconst z = require("z");\nfoo();\nexports.a = a;\nexports.c = b;\n',
    );
  });

  test('is refused when it cannot be CommonJS', () => {
    expect(() => toCommonJs('import a, { b } from "x";')).toThrow('cannot be written as CommonJS');
    expect(() => toCommonJs('f(import.meta.url);')).toThrow('cannot be written as CommonJS');
  });

  test('is indented by one space, but text in it keeps its spaces', () => {
    expect(indentByOneSpace('if (a) {\n  if (b) {\n    c(`\n    text`);\n  }\n}\n')).toBe(
      'if (a) {\n if (b) {\n  c(`\n    text`);\n }\n}\n',
    );
  });

  test('behaves the same when packed', async () => {
    const bundle =
      '"use strict";\nconst { sep } = require("node:path");\nexports.handler = async (a) => a + sep + "ログイン";\n';
    const exports: { handler?: (a: string) => Promise<string> } = {};
    const load = new Function('exports', 'require', packCode(bundle, 'there'));
    load(exports, process.getBuiltinModule('node:module').createRequire(import.meta.url));
    expect(await exports.handler?.('x')).toBe('x/ログイン');
  });

  test('comes out again whole, whatever its length', () => {
    for (let length = 0; length < 40; length += 1) {
      const bundle = `exports.handler="${'ログ,'.repeat(length)}";\n`;
      expect(unpackCode(packCode(bundle, 'there'))).toBe(bundle);
    }
  });
});

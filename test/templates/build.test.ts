import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bundleHandler } from '../../scripts/templates/bundleHandler.ts';
import { composeTemplate } from '../../scripts/templates/composeTemplate.ts';
import { type PackedCode, packCode } from '../../scripts/templates/packCode.ts';
import { packTemplate } from '../../scripts/templates/packTemplate.ts';
import { roomOf } from '../../scripts/templates/roomOf.ts';
import { PARAMETER_OPTIONS } from '../../src/cli/deployOptions.ts';
import { RESOURCES } from '../../src/health/check.ts';
import { readsOn } from '../../src/health/checks.ts';
import type { EventsSetting } from '../../src/signin/events.ts';
import { FILTER_PATTERNS } from '../../src/signin/filterPatterns.ts';
import { eventIdFor } from '../fakes/records.ts';
import { loadBuilt, WITH_CODE } from './builtTemplate.ts';
import {
  parseTemplate,
  STAND_IN,
  type Template,
  templateNamed,
  templateText,
} from './loadTemplate.ts';
import { unpackCode } from './unpackCode.ts';

const ROOT = join(import.meta.dirname, '../..');

/** The functions, compared apart from the rest of their templates. */
const FUNCTIONS = { ConsoleLoginNotificationLambda: {}, SafetyNetFunction: {} };

describe('a template to be read', () => {
  test.each(WITH_CODE)('%s means what its source means', (name) => {
    const source = readFileSync(join(ROOT, 'infra', name), 'utf8');
    const text = source
      .replaceAll('{{version}}', '1.2.3')
      .replace(/\{\{FilterPattern (\w+)\}\}/g, (all, key) =>
        Object.hasOwn(FILTER_PATTERNS, key) ? FILTER_PATTERNS[key as EventsSetting] : all,
      )
      .replace(/\{\{Default (\w+)\}\}/g, (_, key) => {
        const fallback = PARAMETER_OPTIONS.find(({ parameter }) => parameter === key)?.fallback;
        return JSON.stringify(typeof fallback === 'object' ? '' : fallback);
      })
      .replace(/\{\{Reads ([\w-]+)\}\}/g, (all, key) => {
        const reads = RESOURCES.filter((one) => one === key).flatMap(readsOn);
        const indent = ' '.repeat(18);
        return reads.length === 0
          ? all
          : reads.map(({ action }) => `- ${action}`).join(`\n${indent}`);
      });
    const { Metadata: _, ...written } = parseTemplate(text);
    const { Metadata: __, ...built } = templateNamed(name);
    const [{ Code: ___, ...theirs }, { Code: ____, ...ours }] = [
      functionOf(written),
      functionOf(built),
    ];
    expect(ours).toEqual(theirs);
    expect({ ...built, Resources: { ...built.Resources, ...FUNCTIONS } }).toEqual({
      ...written,
      Resources: { ...written.Resources, ...FUNCTIONS },
    });
  });

  test('holds the code to the letter', () => {
    expect(functionOf(templateNamed('safety-net.yaml'))['Code']).toEqual({ ZipFile: STAND_IN });
  });

  test('keeps the comments of its source, and says what it was built from', () => {
    const source = readFileSync(join(ROOT, 'infra/safety-net.yaml'), 'utf8');
    const text = templateText('safety-net.yaml');
    const comments = source.match(/# (?!\{\{).*/g) ?? [];
    expect(comments.length).toBeGreaterThan(30);
    for (const comment of comments) expect(text).toContain(comment);
    expect(text.split('\n')[0]).toBe(
      '# loginbell 1.2.3. Built from infra/safety-net.yaml and handler.ts by scripts/buildTemplates.ts; do not edit.',
    );
  });

  test('leaves no placeholder', () => {
    const parts = { name: 'x.yaml', version: '1', code: '', entry: 'handler.ts' };
    expect(() => composeTemplate({ ...parts, source: 'A: {{other}}\n' })).toThrow(
      'infra/x.yaml: nothing fills {{other}}',
    );
  });
});

function functionOf({ Resources }: Pick<Template, 'Resources'>): Record<string, unknown> {
  const found = Object.values(Resources).find(({ Type }) => Type === 'AWS::Lambda::Function');
  if (found === undefined) throw new Error('no function');
  return found.Properties;
}

/** Bundles `entry.ts` of these files, which are there for so long. */
async function bundle(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'loginbell-bundle-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return await bundleHandler(ROOT, join(folder, 'entry.ts'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('the bundled code', () => {
  test('is the sources as written: names, docstrings and comments, one file after the other', async () => {
    const code = await bundle({
      'used.ts': `/** What is counted. */
export type Count = number;

/** How many at once. */
export const STEP = 1;

/** One more. */
export function more(count: Count): Count {
  const sum = count + STEP;
  // Never too many.
  return sum;
}
`,
      'entry.ts': `import { randomUUID } from 'node:crypto';
import { more, STEP } from './used.ts';

const TEXT = 'ログイン // no comment';

export const handler = async (count: number) => [more(count), TEXT, STEP, randomUUID()];
`,
    });
    expect(code.replace(/^\/\/ .*(used|entry)\.ts$/gm, '// $1.ts')).toBe(
      `'use strict';

let node_crypto = require('node:crypto');

// used.ts
/** How many at once. */
const STEP = 1;

/** One more. */
function more(count) {
  const sum = count + STEP;
  // Never too many.
  return sum;
}

// entry.ts
const TEXT = 'ログイン // no comment';
const handler = async (count) => [more(count), TEXT, STEP, (0, node_crypto.randomUUID)()];

exports.handler = handler;
`,
    );
  });

  test('takes in CommonJS packages, with their comments', async () => {
    const code = await bundle({
      'old.cjs': '// As it was\nexports.one = 1\n',
      'entry.ts': "import old from './old.cjs';\nexport const handler = () => old.one;\n",
    });
    expect(code).toContain('// As it was\n');
    expect(code).toContain('// (by the bundler: how it wraps CommonJS packages)\n');
    expect(load(code)?.('')).toBe(1);
  });

  test('is refused where keeping comments would change a text of the program', async () => {
    const entry = "export const handler = () => 'a //! b';\n";
    await expect(bundle({ 'entry.ts': entry })).rejects.toThrow('does something else');
  });
});

/** Runs code as Lambda does, and returns its handler. */
function load(code: string): ((event: string) => unknown) | undefined {
  const exports: { handler?: (event: string) => unknown } = {};
  const { createRequire } = process.getBuiltinModule('node:module');
  new Function('exports', 'require', code)(exports, createRequire(import.meta.url));
  return exports.handler;
}

/** As CloudFormation joins it. */
const joined = ({ before, parameters, after }: PackedCode) =>
  before + Object.values(parameters).join('') + after;

describe('packed code', () => {
  test('travels in parameters that CloudFormation takes', () => {
    const noise = Array.from({ length: 800 }, (_, i) => eventIdFor(`${i}`)).join();
    const { parameters } = packCode(`exports.handler="${noise}"`, 'there');
    const sizes = Object.values(parameters).map((value) => Buffer.byteLength(value));
    expect(sizes.length).toBeGreaterThan(1);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(4096);
  });

  test('behaves as before it was packed', () => {
    const program =
      '"use strict";const{sep}=require("node:path");exports.handler=(a)=>a+sep+"ログイン";';
    expect(load(joined(packCode(program, 'there')))?.('x')).toBe('x/ログイン');
  });

  test('names itself in the stack of an error', () => {
    const handler = load(joined(packCode('exports.handler=()=>new Error("x").stack', 'there')));
    expect(handler?.('')).toMatch(/at \S+ \(loginbell\.js:/);
  });

  test('comes out again whole, whatever its length', () => {
    for (let length = 0; length < 40; length += 1) {
      const program = `exports.handler="${'ログ,'.repeat(length)}";\n`;
      expect(unpackCode(joined(packCode(program, 'there')))).toBe(program);
    }
  });
});

describe('a packed template', () => {
  test('leaves out what only people need, and nothing else', () => {
    const { template: packed, parameters } = packTemplate(
      `# loginbell 1. Built from a.
# More.
Metadata:
  AWS::CloudFormation::Interface: { ParameterLabels: { A: { default: The A } } }
  Loginbell: { Fingerprint: "0" } # why

Parameters:
  A:
    Type: String
    Description: What it is.
    ConstraintDescription: What it must be.
Resources:
  # Why.
  B:
    Type: AWS::CloudWatch::Alarm
    Properties:
      AlarmDescription: Read in mails.
      AlarmActions: [!Ref A, !Sub "\${A}-x"] # why
Outputs:
  C: { Description: For people, Value: !GetAtt B.Arn }
`,
      'a.yaml',
    );
    expect(parameters).toEqual({});
    expect(packed).toBe(
      `# loginbell 1. Built from a.
# templates/a.yaml makes the same and is to be read; both carry the same fingerprint.
Metadata:
 Loginbell: {Fingerprint: "0"}
Parameters:
 A:
  Type: String
  ConstraintDescription: What it must be.
Resources:
 B:
  Type: AWS::CloudWatch::Alarm
  Properties:
   AlarmDescription: Read in mails.
   AlarmActions: [!Ref A, !Sub "\${A}-x"]
Outputs:
 C: {Value: !GetAtt B.Arn}
`,
    );
  });

  test.each(WITH_CODE)('%s says in a comment where its program is to be read', (name) => {
    expect(loadBuilt(`packed/${name}`).code).toContain(`// The program of templates/${name}`);
  });
});

describe('the room in a template', () => {
  test.each([
    ['packed/x.yaml', 48_200, 'packed/x.yaml: 48200 bytes, 3000 left', undefined],
    [
      'packed/x.yaml',
      48_201,
      'packed/x.yaml: 48201 bytes, 2999 left, fewer than 3000: make room before the next change',
      undefined,
    ],
    [
      'packed/x.yaml',
      50_201,
      expect.stringContaining('999 left'),
      'packed/x.yaml is too large: shorten it by 1 bytes',
    ],
    ['x.yaml', 999_999, 'x.yaml: 999999 bytes, 1 left', undefined],
    ['x.yaml', 1_000_001, expect.anything(), 'x.yaml is too large: shorten it by 1 bytes'],
  ])('%s with %d bytes', (name, bytes, line, problem) => {
    expect(roomOf(name, bytes)).toEqual({ line, problem });
  });
});

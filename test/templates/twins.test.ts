import { describe, expect, test } from 'vitest';
import { fingerprintOf } from '../../scripts/templates/fingerprintOf.ts';
import { minifyCode } from '../../scripts/templates/minifyCode.ts';
import { DIRECT_BYTES, S3_BYTES } from '../../scripts/templates/roomOf.ts';
import { readProgram } from '../../src/cli/packagedTemplates.ts';
import { builtText, loadBuilt, NAMES, WITH_CODE } from './builtTemplate.ts';
import { type JsonObject, parseTemplate } from './loadTemplate.ts';
import { unpackCode } from './unpackCode.ts';

const withoutDescriptions = (section: Record<string, JsonObject>) =>
  Object.fromEntries(
    Object.entries(section).map(([name, { Description: _, ...rest }]) => [name, rest]),
  );
const fingerprintIn = (text: string) => parseTemplate(text).Metadata.Loginbell?.['Fingerprint'];

describe.each(NAMES)('%s and its packed twin', (name) => {
  const readable = loadBuilt(name);
  const packed = loadBuilt(`packed/${name}`);

  test('make the same resources, of the same parameters', () => {
    const { Metadata: _, Parameters, Outputs, ...rest } = readable.template;
    const { Metadata: __, Parameters: taken, ...all } = packed.template;
    const [programs, settings] = [true, false].map((isProgram) =>
      Object.fromEntries(
        Object.entries(taken).filter(([key]) => /^Program\d+$/.test(key) === isProgram),
      ),
    );
    expect(Object.keys(programs ?? {})).toEqual(
      packed.code === '' ? [] : Object.keys(readProgram(name)),
    );
    expect(settings).toEqual(withoutDescriptions(Parameters));
    expect(Object.keys(all.Resources)).toEqual(Object.keys(rest.Resources));
    expect(all).toEqual({
      ...rest,
      Outputs: withoutDescriptions(Outputs),
    });
  });

  test('carry one fingerprint, which is that of the readable one', () => {
    const text = builtText(name);
    expect(fingerprintIn(text)).toBe(fingerprintOf(text));
    expect(fingerprintIn(builtText(`packed/${name}`))).toBe(fingerprintIn(text));
  });

  test('fit: one for the console and S3, one for an API call', () => {
    expect(Buffer.byteLength(builtText(name))).toBeLessThan(S3_BYTES);
    expect(Buffer.byteLength(builtText(`packed/${name}`))).toBeLessThan(DIRECT_BYTES);
  });

  test('mean the same in YAML 1.1, which CloudFormation reads: no date, no OFF that is false', () => {
    for (const file of [name, `packed/${name}`]) {
      const text = builtText(file);
      expect(parseTemplate(text, '1.1')).toEqual(parseTemplate(text));
    }
  });
});

describe.each(WITH_CODE)('the function of %s', (name) => {
  const { code } = loadBuilt(name);

  test('is the same program in the packed twin', () => {
    expect(unpackCode(loadBuilt(`packed/${name}`).code)).toBe(minifyCode(code));
  });

  test('shows a reader everything: no hidden character, no line that leaves the screen', () => {
    expect(code.match(/(?!\n)[\p{C}\p{Zl}\p{Zp}]/gu)).toBeNull();
    const longest = Math.max(...code.split('\n').map((line) => line.length));
    expect(longest).toBeLessThan(250);
  });

  test('holds neither SQLite nor SMTP nor HTML', () => {
    expect(code).not.toMatch(/node:sqlite|nodemailer|<html|<table|commander/i);
  });

  test('is small beside what Lambda takes inline', () => {
    expect(code.length).toBeLessThan(4_000_000);
  });
});

describe('a fingerprint', () => {
  const template = builtText('safety-net.yaml');
  const of = (search: string | RegExp, replacement: string) => {
    const changed = template.replace(search, replacement);
    expect(changed).not.toBe(template);
    return fingerprintOf(changed);
  };

  test('differs where a resource, a parameter or the program does', () => {
    const all = [
      fingerprintOf(template),
      of('Timeout: 900', 'Timeout: 901'),
      of('Default: ab0925cd', 'Default: ab0925ce'),
      of("'use strict';", "'use strict'; console.log(1);"),
      of('The hourly check has not run', 'The hourly check has run'),
    ];
    expect(new Set(all).size).toBe(all.length);
  });

  test('is that of what it does, whatever is said about it', () => {
    expect(of(/ # [^\n]*/, '')).toBe(fingerprintOf(template));
    expect(of('Description: That of', 'Description: This of')).toBe(fingerprintOf(template));
    expect(of('/** Is the value a JSON object? */', '')).toBe(fingerprintOf(template));
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { templateNamed } from '../templates/loadTemplate.ts';

const textOf = (path: string) =>
  readFileSync(new URL(`../../examples/${path}`, import.meta.url), 'utf8');

describe('the examples', () => {
  const known = Object.keys(templateNamed('console-login-notification.yaml').Parameters);

  it.each([
    ['terraform/main.tf', /^ {4}(\w+) += /gm],
    ['cdk/app.mjs', /^ {4}([A-Z]\w+): /gm],
  ])('%s sets parameters that the template has', (path, pattern) => {
    const set = [...textOf(path).matchAll(pattern)].map(([, name = '']) => name);
    const names = set.filter((name) => /^[A-Z]/.test(name));
    expect(names.length).toBeGreaterThan(2);
    expect(names.filter((name) => !known.includes(name))).toEqual([]);
  });

  it('of Terraform use every variable that they declare', () => {
    const declared = [...textOf('terraform/variables.tf').matchAll(/^variable "(\w+)"/gm)];
    const main = textOf('terraform/main.tf');
    for (const [, name] of declared) expect(main).toContain(`var.${name}`);
  });
});

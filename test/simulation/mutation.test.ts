import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MUTANTS } from './mutants.ts';
import { mutated, tryMutant } from './tryMutant.ts';

describe('the laws', () => {
  it.each([
    ['an error of the notifier is swallowed', 'd'],
    ['an envelope is done though steps failed', 'a'],
  ])(
    'catch when %s (law %s)',
    async (name, laws) => {
      const mutant = MUTANTS.find((one) => one.name === name);
      if (mutant === undefined) throw new Error(`no mutant is named "${name}"`);
      expect(await tryMutant(mutant, 500, 1)).toMatchObject({
        caught: true,
        laws: expect.stringContaining(laws),
      });
    },
    120_000,
  );

  it('are tried against mutants that all still fit the code', () => {
    for (const mutant of MUTANTS) {
      const source = readFileSync(new URL(`../../${mutant.file}`, import.meta.url), 'utf8');
      expect(mutated(source, mutant)).not.toBe(source);
    }
  });
});

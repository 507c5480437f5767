import { defineConfig } from 'vitest/config';

/** The layers of the tests, one folder each; CONTRIBUTING.md says what belongs where. */
const LAYERS = [
  'unit',
  'contract',
  'functional',
  'templates',
  'property',
  'hostile',
  'simulation',
] as const;

export default defineConfig({
  test: {
    projects: LAYERS.map((name) => ({
      test: {
        name,
        include: [`test/${name}/**/*.test.ts`],
        testTimeout: 30_000,
        hookTimeout: 30_000,
      },
    })),
  },
});

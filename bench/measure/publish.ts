import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { withPart } from '../../scripts/docs/withPart.ts';
import { writeFigures } from './report.ts';

const ROOT = join(import.meta.dirname, '../..');

/** Where the tables of all benches stand. */
export const BENCHMARKS_PAGE = join(ROOT, 'docs/benchmarks.md');

/** What a bench found: figures for programs, a part of a page for people. */
export type Findings = {
  /** Names the JSON file and the part of the page: `<!-- bench:NAME -->` to `<!-- /bench:NAME -->`. */
  readonly name: string;
  readonly figures: unknown;
  readonly markdown: string;
};

/**
 * Prints the findings, writes the figures to `json` (by default `bench/results/NAME.json`, which is not
 * committed), and with `write` puts the text into its part of docs/benchmarks.md.
 */
export function publishFindings(
  { name, figures, markdown }: Findings,
  { json = join(ROOT, `bench/results/${name}.json`), write = false }: PublishOptions,
): void {
  console.log(markdown);
  mkdirSync(dirname(json), { recursive: true });
  writeFigures(json, figures);
  if (write) {
    const page = readFileSync(BENCHMARKS_PAGE, 'utf8');
    writeFileSync(BENCHMARKS_PAGE, withPart(page, `bench:${name}`, markdown));
  }
}

export type PublishOptions = {
  readonly json?: string | undefined;
  readonly write?: boolean | undefined;
};

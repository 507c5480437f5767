/**
 * The page of `loginbell report` in Chromium, with few and very many sign-ins:
 *
 *     npm run bench:report -- [--runs N] [--counts 0,1,1000,100000] [--json FILE] [--write]
 *
 * Medians of `--runs` (5). `--write` puts the table into docs/benchmarks.md. Needs Chromium: `apt-get install chromium`, or its
 * path in `CHROMIUM`; takes a minute.
 */
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { type Browser, chromium } from 'playwright-core';
import { runLoginbell } from '../scripts/pictures/loginbellProcess.ts';
import { madeUpRecords } from '../scripts/pictures/madeUpRecords.ts';
import { machineLine } from './measure/machine.ts';
import { median } from './measure/median.ts';
import { publishFindings } from './measure/publish.ts';
import { markdownTable } from './measure/report.ts';

/** The browser's, in functions that are evaluated there. */
declare const location: { hash: string };
declare const document: {
  querySelector(selector: string): { click(): void } | null;
};
declare function requestAnimationFrame(callback: () => void): void;
declare function addEventListener(name: string, listener: () => void, options: object): void;
declare const performance: {
  now(): number;
  getEntriesByName(name: string): readonly { readonly startTime: number }[];
};

/** Leaves nine of ten sign-ins: all that stands below the chart is computed of nearly all of them. */
const FILTER = 'outcome=success';
/** After the list is seen: until then nobody has chosen a filter. */
const SETTLE_MS = 1000;

type Measured = {
  readonly firstPaintMs: number;
  readonly usableMs: number;
  readonly filterMs: number;
  readonly sortMs: number;
  readonly heapBytes: number;
};

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    counts: { type: 'string', default: '0,1,1000,100000' },
    json: { type: 'string' },
    write: { type: 'boolean' },
  },
});
const folder = mkdtempSync(join(tmpdir(), 'loginbell-bench-report-'));
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  // Chromium's sandbox does not start as root; what it opens here cannot reach any network.
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
try {
  const figures = [];
  for (const count of values.counts.split(',').map(Number)) {
    const file = pageOf(count);
    const runs: Measured[] = [];
    for (let run = 0; run < Number(values.runs); run += 1) runs.push(await measure(browser, file));
    const middle = (key: keyof Measured) => median(runs.map((one) => one[key]));
    figures.push({
      count,
      bytes: statSync(file).size,
      firstPaintMs: middle('firstPaintMs'),
      usableMs: middle('usableMs'),
      filterMs: middle('filterMs'),
      sortMs: middle('sortMs'),
      heapBytes: middle('heapBytes'),
    });
  }
  const ms = (value: number) => `${Math.round(value).toLocaleString('en')} ms`;
  const mb = (value: number) => `${(value / 1e6).toPrecision(3)} MB`;
  const rows = figures.map((one) => [
    one.count.toLocaleString('en'),
    mb(one.bytes),
    ms(one.firstPaintMs),
    ms(one.usableMs),
    ms(one.filterMs),
    ms(one.sortMs),
    mb(one.heapBytes),
  ]);
  const head = ['sign-ins', 'file', 'first paint', 'usable', 'a filter', 'a sort', 'memory'];
  const aims = ['aim for the last', '≤ 6 MB', '', '≤ 2,000 ms', '≤ 100 ms', '≤ 100 ms', ''];
  const markdown = `${machineLine()}; Chromium ${browser.version()}, medians of ${values.runs}.

${markdownTable(head, [...rows, aims])}`;
  publishFindings({ name: 'report', figures, markdown }, values);
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}

function pageOf(count: number): string {
  const [records, file] = [join(folder, `${count}.json`), join(folder, `${count}.html`)];
  writeFileSync(records, JSON.stringify({ Records: madeUpRecords(count, Date.now()) }));
  runLoginbell(folder, ['report', records, '--language', 'en', '--out', file]);
  return file;
}

async function measure(chrome: Browser, file: string): Promise<Measured> {
  const context = await chrome.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.goto(pathToFileURL(file).href, { waitUntil: 'commit' });
  await page.locator('#list').waitFor();
  const usableMs = await page.evaluate(() => performance.now());
  const firstPaintMs = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
  );
  await page.waitForTimeout(SETTLE_MS);
  // Until the frame after the change has been drawn.
  const filterMs = await page.evaluate(
    (filter) =>
      new Promise<number>((resolve) => {
        const start = performance.now();
        const seen = () =>
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
        addEventListener('hashchange', seen, { once: true });
        location.hash = filter;
      }),
    FILTER,
  );
  const sortMs = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const start = performance.now();
        document.querySelector('[data-column="who"] button')?.click();
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
      }),
  );
  const session = await context.newCDPSession(page);
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await context.close();
  return { firstPaintMs, usableMs, filterMs, sortMs, heapBytes: usedSize };
}

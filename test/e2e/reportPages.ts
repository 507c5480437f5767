import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { ringRecords, runLoginbell, startPage } from '../../scripts/pictures/loginbellProcess.ts';
import { madeUpRecord, madeUpRecords } from '../../scripts/pictures/madeUpRecords.ts';
import type { Checks } from './checks.ts';
import { contrastProblems, layoutProblems } from './pageLaws.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SIZES = [390, 1000, 1600];
const THEMES = ['light', 'dark'] as const;
const LANGUAGES = ['en', 'ja'] as const;

/** The browser's, once axe stands there. */
declare const axe: {
  run(): Promise<{
    readonly violations: readonly {
      readonly id: string;
      readonly nodes: readonly { readonly html: string }[];
    }[];
  }>;
};

/** The report and the live page, of journals with few and many sign-ins. */
export async function checkReportPages(checks: Checks, browser: Browser): Promise<void> {
  for (const count of [0, 1, 1000]) {
    const folder = mkdtempSync(join(tmpdir(), 'loginbell-pages-'));
    try {
      const until = Date.now();
      ringRecords(folder, madeUpRecords(count, until));
      for (const language of LANGUAGES) {
        const file = join(folder, `report.${language}.html`);
        runLoginbell(folder, ['report', '--language', language, '--out', file]);
        const title = `the report of ${count} sign-ins, ${language}`;
        await looksWell(checks, browser, title, pathToFileURL(file).href, count);
        // The same page but for its stream: one language will do.
        if (language === 'ja') continue;
        const served = await startPage(folder);
        const live = `the live page of ${count} sign-ins, ${language}`;
        await looksWell(checks, browser, live, served.address, count);
        checks.equal(`${live}, ends with 0 on Ctrl-C`, await served.stop(), 0);
      }
      await follows(checks, browser, folder, count);
      if (count > 1) await filters(checks, browser, join(folder, 'report.en.html'));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

async function looksWell(
  checks: Checks,
  browser: Browser,
  title: string,
  address: string,
  count: number,
): Promise<void> {
  for (const colorScheme of THEMES) {
    const { page, done, close } = await openWatched(browser, address, colorScheme);
    const rows = await page.locator('#rows > tr').count();
    checks.equal(`${title} lists them, ${colorScheme}`, rows, Math.min(count, 100));
    const problems: string[] = [];
    for (const width of SIZES) {
      await page.setViewportSize({ width, height: 900 });
      const found = [
        ...(await page.evaluate(layoutProblems)),
        ...(await page.evaluate(contrastProblems)),
        // Slow beside the others; contrast and layout are all that differ by width.
        ...(width === 1000 ? await axeProblems(page) : []),
      ];
      problems.push(...found.map((problem) => `${width}: ${problem}`));
    }
    checks.equal(`${title} is without findings, ${colorScheme}`, problems, []);
    checks.equal(`${title} asks nobody else, ${colorScheme}`, done, []);
    await close();
  }
}

/** A sign-in that comes while the page is open appears, and what was filtered and opened stays. */
async function follows(
  checks: Checks,
  browser: Browser,
  folder: string,
  count: number,
): Promise<void> {
  const served = await startPage(folder);
  const { page, done, close } = await openWatched(browser, served.address, 'light');
  await page.locator('#live[data-state="on"]').waitFor();
  if (count > 0) await page.locator('#rows button').first().click();
  const at = Date.now() - 60_000;
  const entry = { at, name: 'erin', address: '198.51.100.99', client: 'curl/8.16.0' };
  ringRecords(folder, [madeUpRecord({ ...entry, mfa: 'Yes' })]);
  const fresh = page.locator('#rows > tr.fresh');
  await fresh.waitFor({ timeout: 20_000 });
  const title = `beside ${count} sign-ins a new one`;
  checks.check(`${title} appears`, /erin/.test((await fresh.textContent()) ?? ''));
  const figure = await page.locator('.figures dd').first().textContent();
  checks.equal(`${title} is counted`, figure, (count + 1).toLocaleString('en'));
  if (count > 0) {
    checks.equal(`${title} leaves what is open open`, await page.locator('#rows .all').count(), 1);
  }
  checks.equal(`${title} asks nobody else`, done, []);
  await served.stop();
  await page.locator('#live[data-state="gone"]').waitFor();
  checks.check('an ended page says so', true);
  await close();
}

/** What the list's own filters find is what `history` finds. */
async function filters(checks: Checks, browser: Browser, file: string): Promise<void> {
  const { page, close } = await openWatched(browser, pathToFileURL(file).href, 'light');
  await page.locator('#filter').fill('dave 192.0.2.66');
  const text = (await page.locator('#count').textContent()) ?? '';
  checks.check('words filter the list', /^15 of 15 /.test(text), text);
  await page.locator('#filter').fill('');
  const chart = page.locator('svg.chart');
  await chart.scrollIntoViewIfNeeded();
  const box = await chart.boundingBox();
  if (box === null) throw new Error('the chart is not seen');
  await page.mouse.move(box.x + 3, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + 20);
  await page.mouse.up();
  const starts = ((await chart.getAttribute('data-starts')) ?? '').split(' ');
  const from = await page.locator('#from').inputValue();
  const to = await page.locator('#to').inputValue();
  checks.equal('dragging over the chart sets the first day', from.replaceAll('-', '/'), starts[0]);
  checks.check('dragging over the chart sets the last day', to > from, to);
  const days = await page.locator('#rows > tr > td.time').allTextContents();
  const isInside = (day: string) => day >= from && day <= to;
  const seen = days.map((day) => day.slice(0, 10).replaceAll('/', '-'));
  checks.check('the list holds these days alone', seen.length > 0 && seen.every(isInside), seen);
  await close();
}

async function axeProblems(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const { violations } = await axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 120)}`);
  });
}

/** A page at an address; `done` is told of every request elsewhere, and of what the page throws or logs. */
async function openWatched(browser: Browser, address: string, colorScheme: 'light' | 'dark') {
  const context = await browser.newContext({ colorScheme, viewport: { width: 1000, height: 900 } });
  const page = await context.newPage();
  const done: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(address)) done.push(`asks for ${request.url()}`);
  });
  page.on('pageerror', (error) => done.push(`throws ${error.message}`));
  page.on('console', (message) => {
    // Chromium's own line on a stream whose server ended.
    if (!/ERR_(CONNECTION|INCOMPLETE|EMPTY)/.test(message.text())) done.push(message.text());
  });
  await page.goto(address, { waitUntil: 'load' });
  await page.locator('#list').waitFor();
  await page.evaluate(AXE);
  return { page, done, close: () => context.close() };
}

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
      if (count > 1) await filters(checks, browser, folder);
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

/** What the filters of the page find is what `history` finds, and all that stands below the chart follows. */
async function filters(checks: Checks, browser: Browser, folder: string): Promise<void> {
  const file = join(folder, 'filters.html');
  runLoginbell(folder, ['report', '--language', 'en', '--out', file]);
  const address = pathToFileURL(file).href;
  const { page, done, close } = await openWatched(browser, address, 'light');
  const found = async () =>
    Number((await page.locator('.figures dd').first().textContent())?.replace(',', ''));
  const whole = await found();
  await page.locator('#filter').fill('dave 192.0.2.66');
  await page.locator('#matching', { hasText: '15 of' }).waitFor();
  checks.equal('words filter the figures', await found(), 15);
  await page.locator('#filter').fill('');
  await page.locator('#whole').waitFor({ state: 'hidden' });
  checks.equal('no words filter nothing', await found(), whole);
  const asked: readonly (readonly [hash: string, args: readonly string[]])[] = [
    ['user=dave', ['--user', 'dave']],
    ['user=al*&user=bob', ['--user', 'al*', '--user', 'bob']],
    ['account=111122223333', ['--account', '111122223333']],
    ['ip=203.0.113.0/27', ['--ip', '203.0.113.0/27']],
    ['event=console*', ['--event', 'console*']],
    ['role=Admin', ['--role', 'Admin']],
    ['region=eu-west-1', ['--in-region', 'eu-west-1']],
    ['outcome=failure', ['--failed']],
    ['no-mfa=1', ['--no-mfa']],
    ['root=1', ['--root']],
    ['first-seen=1', ['--first-seen']],
    ['critical=1', ['--critical']],
    ['user=dave&no-mfa=1&outcome=success', ['--user', 'dave', '--no-mfa', '--outcome', 'success']],
  ];
  for (const [hash, args] of asked) {
    await page.goto('about:blank');
    await page.goto(`${address}#${hash}`, { waitUntil: 'load' });
    await page.locator('#whole').waitFor();
    const lines = runLoginbell(folder, ['history', '--json', '--limit', '0', ...args]);
    const expected = lines.split('\n').filter((line) => line.startsWith('{')).length;
    checks.equal(`#${hash} is history ${args.join(' ')}`, await found(), expected);
  }
  await page.goto(`${address}#ip=nowhere`, { waitUntil: 'load' });
  await page.reload({ waitUntil: 'load' });
  const bad = await page.locator('#bad-ip').textContent();
  checks.check('what is no address is said to be none', /nowhere/.test(bad ?? ''), bad);
  await page.locator('#by-ip').fill('203.0.113.7; 203.0.113.21');
  await page.waitForURL(/203\.0\.113\.21/);
  checks.check(
    'what is typed stands in the address',
    /ip=203\.0\.113\.7&ip=/.test(page.url()),
    page.url(),
  );
  await page.locator('#whole').click();
  checks.equal('all is shown again', await found(), whole);
  const chart = page.locator('svg.chart');
  await chart.scrollIntoViewIfNeeded();
  const box = await chart.boundingBox();
  if (box === null) throw new Error('the chart is not seen');
  await page.mouse.move(box.x + 3, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + 20);
  const starts = ((await chart.getAttribute('data-starts')) ?? '').split(' ');
  await page.mouse.up();
  const from = await page.locator('#from').inputValue();
  const to = await page.locator('#to').inputValue();
  checks.equal('dragging over the chart sets the first day', from.replaceAll('-', '/'), starts[0]);
  checks.check('dragging over the chart sets the last day', to > from, to);
  const days = await page.locator('#rows > tr > td.time').allTextContents();
  const isInside = (day: string) => day >= from && day <= to;
  const seen = days.map((day) => day.slice(0, 10).replaceAll('/', '-'));
  checks.check('the list holds these days alone', seen.length > 0 && seen.every(isInside), seen);
  const next = new Date(Date.parse(to) + 86_400_000).toISOString().slice(0, 10);
  const args = ['history', '--json', '--limit', '0', '--since', from, '--until', next];
  const lines = runLoginbell(folder, args)
    .split('\n')
    .filter((line) => line.startsWith('{'));
  checks.equal('the figures count these days alone', await found(), lines.length);
  const above = (await page.locator('#above').textContent()) ?? '';
  checks.check('the guesses of another night are gone', !above.includes('192.0.2.66'), above);
  const bars = (await page.locator('svg.chart').getAttribute('data-starts'))?.split(' ');
  checks.equal('the chart keeps all its bars', bars, starts);
  checks.check('the others are pale', (await page.locator('.chart .outside').count()) > 0);
  checks.equal('filters ask nobody else', done, []);
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

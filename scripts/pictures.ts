/**
 * The pictures of README.md, made from made-up data: `node scripts/pictures.ts [FOLDER]` (default: docs/pictures). With
 * `--all` also the sizes, themes and languages that are looked at before a release. Needs Chromium: `apt-get install chromium`, or
 * its path in `CHROMIUM`.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { composeNotice } from '../src/notice/composeNotice.ts';
import { renderHtml } from '../src/notice/renderHtml.ts';
import { systemClock } from '../src/systemClock.ts';
import { EN, JA, KINDS } from '../test/unit/notice/tellings.ts';
import { ringRecords, runLoginbell } from './pictures/loginbellProcess.ts';
import { madeUpRecords } from './pictures/madeUpRecords.ts';
import { terminalPage } from './pictures/terminalPage.ts';

const DOCS = fileURLToPath(new URL('../docs/pictures', import.meta.url));
/** Windows that are looked at. */
const WIDTHS = [390, 1000, 1600];

type Look = {
  readonly width: number;
  readonly height: number;
  readonly theme: 'light' | 'dark';
  readonly isWhole?: boolean;
};

const args = process.argv.slice(2);
const folder = args.find((one) => !one.startsWith('--')) ?? DOCS;
mkdirSync(folder, { recursive: true });
const work = mkdtempSync(join(tmpdir(), 'loginbell-pictures-'));
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
try {
  ringRecords(work, madeUpRecords(214, systemClock.now()));
  const mail = mailFile('en');
  await take('mail', mail, { width: 560, height: 100, theme: 'light', isWhole: true });
  const report = reportFile('en');
  await take('page', report, { width: 1000, height: 1150, theme: 'light' });
  const sample = join(work, 'sample');
  mkdirSync(sample);
  const lines = runLoginbell(sample, ['ring', '--sample']);
  await take('terminal', terminalPage('loginbell ring --sample', lines), {
    width: 960,
    height: 100,
    theme: 'dark',
    isWhole: true,
  });
  if (args.includes('--all')) {
    for (const language of ['en', 'ja'] as const) {
      for (const theme of ['light', 'dark'] as const) {
        for (const width of WIDTHS) {
          const look = { width, height: 1400, theme, isWhole: false };
          await take(`page.${language}.${theme}.${width}`, reportFile(language), look);
          await take(`mail.${language}.${theme}.${width}`, mailFile(language), look);
        }
      }
    }
  }
} finally {
  await browser.close();
  rmSync(work, { recursive: true, force: true });
}

/** The HTML of a mail: root, without MFA. */
function mailFile(language: 'en' | 'ja'): string {
  const telling = KINDS['root-no-mfa'];
  if (telling === undefined) throw new Error('there is no telling of root');
  return renderHtml(composeNotice(telling, language === 'ja' ? JA : EN));
}

/** The address of a report of the made-up journal. */
function reportFile(language: 'en' | 'ja'): URL {
  const file = join(work, `report.${language}.html`);
  runLoginbell(work, ['report', '--force', '--language', language, '--out', file]);
  return pathToFileURL(file);
}

async function take(name: string, what: string | URL, look: Look): Promise<void> {
  const { width, height, theme, isWhole = false } = look;
  const page = await openPage(browser, width, height, theme);
  if (typeof what === 'string') await page.setContent(what);
  else await page.goto(what.href);
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: isWhole });
  await page.close();
  process.stdout.write(`${join(folder, `${name}.png`)}\n`);
}

function openPage(on: Browser, width: number, height: number, colorScheme: 'light' | 'dark') {
  return on.newPage({ viewport: { width, height }, colorScheme, offline: true });
}

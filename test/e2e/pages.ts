/**
 * The HTML of mails in a browser: `node test/e2e/pages.ts [FOLDER]`. Every attack of test/hostile in every field, on
 * the width of a phone: nothing runs, nothing is asked for, no link but the console's, nothing sticks out.
 * Then ordinary mails: what matters stands on the first screen, and can be read in light and dark; with
 * FOLDER their pictures are kept there. And `report` and `page`, of journals with few and many sign-ins. Needs Chromium: `apt-get install chromium`, or its path in `CHROMIUM`.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { composeDigest } from '../../src/notice/composeDigest.ts';
import { composeNotice } from '../../src/notice/composeNotice.ts';
import type { Notice } from '../../src/notice/notice.ts';
import { renderHtml } from '../../src/notice/renderHtml.ts';
import { ATTACKS } from '../hostile/attacks.ts';
import { noticesOf } from '../hostile/notices.ts';
import { victimsOf } from '../hostile/victims.ts';
import { DIGESTS, EN, JA, KINDS } from '../unit/notice/tellings.ts';
import { type Checks, runChecks } from './checks.ts';
import { contrastProblems, firstScreenProblems, layoutProblems } from './pageLaws.ts';
import { checkReportPages } from './reportPages.ts';
import { openPage } from './watchedPage.ts';

/** A phone's screen, in CSS pixels. */
const PHONE = { width: 390, height: 844 };

/** Ordinary mails that are looked at: kinds of test/unit/notice/tellings.ts. */
const KINDS_SEEN = [
  'user',
  'user-no-mfa',
  'root-no-mfa',
  'user-failure-10th',
  'permission-set',
  'tampering',
];

const [folder] = process.argv.slice(2);
if (folder !== undefined) mkdirSync(folder, { recursive: true });

await runChecks(async (checks) => {
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    // Chromium's sandbox does not start as root; what it opens here cannot reach any network.
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    checks.note(`Chromium ${browser.version()}`);
    await checkReportPages(checks, browser);
    await resists(checks, browser);
    for (const settings of [JA, EN]) {
      for (const kind of KINDS_SEEN) {
        const telling = KINDS[kind];
        if (telling === undefined) throw new Error(`no telling ${kind}`);
        await reads(
          checks,
          browser,
          `${kind}.${settings.language}`,
          composeNotice(telling, settings),
        );
      }
      const digest = composeDigest(DIGESTS['digest'] ?? [], settings);
      await reads(checks, browser, `digest.${settings.language}`, digest);
    }
  } finally {
    await browser.close();
  }
});

async function resists(checks: Checks, browser: Browser): Promise<void> {
  const watched = await openPage(browser, { viewport: PHONE });
  let pages = 0;
  for (const { name, text } of ATTACKS) {
    const problems: string[] = [];
    for (const notice of noticesOf(victimsOf(text, name))) {
      pages += 1;
      problems.push(...(await watched.show(renderHtml(notice), notice.content.link)));
      problems.push(...(await watched.page.evaluate(layoutProblems)));
    }
    checks.equal(`a mail is safe from ${name}`, [...new Set(problems)], []);
  }
  // A check that sees nothing proves nothing: this page does all that is forbidden.
  const bad = `<script>alert(1)</script><img src="https://evil.example/x.png" onerror="console.log(1)">
    <a href="https://evil.example/">x</a><p style="width:800px">wide</p>`;
  const seen = [...(await watched.show(bad)), ...(await watched.page.evaluate(layoutProblems))];
  checks.check('a page that runs, loads, links and sticks out is seen to', seen.length >= 5, seen);
  checks.note(`${pages} pages with hostile fields`);
  await watched.close();
}

async function reads(
  checks: Checks,
  browser: Browser,
  name: string,
  notice: Notice,
): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    const watched = await openPage(browser, { viewport: PHONE, colorScheme });
    const problems = [
      ...(await watched.show(renderHtml(notice), notice.content.link)),
      ...(await watched.page.evaluate(layoutProblems)),
      ...(await watched.page.evaluate(contrastProblems)),
      ...(await watched.page.evaluate(firstScreenProblems, PHONE.height)),
    ];
    checks.equal(`${name} can be read on a phone, ${colorScheme}`, problems, []);
    if (folder !== undefined) {
      await watched.page.screenshot({ path: join(folder, `${name}.${colorScheme}.png`) });
    }
    await watched.close();
  }
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { readRecordFile } from '../../src/local/recordFiles.ts';
import { createListScanner } from '../../src/local/scan/listScanner.ts';
import { createFileScanner } from '../../src/local/scan/scanFile.ts';
import { createWatchedBytes } from '../../src/local/scan/watchedBytes.ts';
import { EVENTS_SETTINGS, type EventsSetting, watchedBytesOf } from '../../src/signin/events.ts';
import { parseSignIn, unreadableSignIn } from '../../src/signin/parseSignIn.ts';
import type { SignIn } from '../../src/signin/signIn.ts';
import { anyLayout, anyRecords, listLayout, packing, writer } from './recordLayouts.ts';

const NOW = Date.parse('2026-03-02T10:00:00Z');
const folder = mkdtempSync(join(tmpdir(), 'loginbell-scan-'));
const file = join(folder, 'input');
afterAll(() => rmSync(folder, { recursive: true }));

/** What the reader of every layout and the parser find. */
async function readWhole(
  events: EventsSetting,
): Promise<{ readonly found: SignIn[]; readonly hasProblems: boolean }> {
  const found: SignIn[] = [];
  let hasProblems = false;
  for await (const what of readRecordFile(file)) {
    hasProblems ||= what.kind === 'problem';
    if (what.kind !== 'item') continue;
    const { item } = what;
    if (item.kind === 'unreadable') {
      found.push(unreadableSignIn(item.text, item.reason, { at: NOW }));
    } else {
      const arrival = { at: NOW, truncated: item.truncated ?? false };
      const parsed = parseSignIn(item.record, { events, ownResources: [] }, arrival);
      if (parsed.kind === 'sign-in') found.push(parsed.signIn);
    }
  }
  return { found, hasProblems };
}

function scan(events: EventsSetting) {
  return createFileScanner({ events, query: { since: '0000', until: '9999' }, now: NOW })(file);
}

it('a scan finds exactly the sign-ins that reading and parsing everything finds', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyRecords,
      writer,
      anyLayout,
      packing,
      fc.constantFrom(...EVENTS_SETTINGS),
      async (records, write, layOut, pack, events) => {
        writeFileSync(file, pack(layOut(records, write)));
        expect((await scan(events)).signIns).toEqual((await readWhole(events)).found);
      },
    ),
    { numRuns: 700 },
  );
});

it('what is cut off anywhere gives the same sign-ins too, and a problem where the reader has one', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyRecords,
      writer,
      listLayout,
      packing,
      fc.nat(),
      async (records, write, layOut, pack, at) => {
        const bytes = pack(layOut(records, write).trimEnd());
        writeFileSync(file, bytes.subarray(0, at % bytes.length));
        const { signIns, problems } = await scan('ConsoleLogin');
        const { found, hasProblems } = await readWhole('ConsoleLogin');
        expect(signIns).toEqual(found);
        expect(problems.length > 0).toBe(hasProblems);
      },
    ),
    { numRuns: 400 },
  );
});

it('what is damaged anywhere gives the same sign-ins too', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyRecords,
      writer,
      listLayout,
      packing,
      fc.array(
        fc.record({
          at: fc.nat(),
          removed: fc.integer({ min: 0, max: 40 }),
          put: fc.constantFrom(
            '',
            '"',
            '}',
            '{',
            ']',
            ',',
            '\n',
            '\u0000',
            '\\',
            ',{"eventVersion"',
          ),
        }),
        { minLength: 1, maxLength: 3 },
      ),
      async (records, write, layOut, pack, damages) => {
        let text = layOut(records, write);
        for (const { at, removed, put } of damages) {
          const place = at % (text.length + 1);
          text = text.slice(0, place) + put + text.slice(place + removed);
        }
        writeFileSync(file, pack(text));
        const { signIns, problems } = await scan('ConsoleLogin');
        const { found, hasProblems } = await readWhole('ConsoleLogin');
        expect(signIns).toEqual(found);
        // Damage within unwatched records of a file that a checksum proves is not looked for.
        if (problems.length > 0) expect(hasProblems).toBe(true);
      },
    ),
    { numRuns: 1000 },
  );
}, 120_000);

it('a list that comes in pieces of any size gives its watched records, exactly', () => {
  const marks = watchedBytesOf('ConsoleLogin');
  fc.assert(
    fc.property(
      anyRecords,
      writer,
      listLayout,
      fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1 }),
      (records, write, layOut, sizes) => {
        const text = Buffer.from(layOut(records, write));
        const found: string[] = [];
        const take = createListScanner(createWatchedBytes(marks), (element) => {
          found.push(JSON.stringify(JSON.parse(element.toString())));
          return true;
        });
        // An element is looked through again with every piece: of a long text the pieces are not tiny.
        const least = Math.ceil(text.length / 2000);
        let [from, to, i] = [0, 0, 0];
        for (;;) {
          to = Math.min(text.length, to + Math.max(least, sizes[i % sizes.length] ?? 1));
          i += 1;
          const isLast = to === text.length;
          const step = take({ bytes: text.subarray(from, to), isLast });
          if (step.kind !== 'wants-more') {
            expect(step.kind).toBe('done');
            break;
          }
          from += step.from;
        }
        const all = records.map((record) => JSON.stringify(record));
        expect(all).toEqual(expect.arrayContaining(found));
        const watched = records.filter(
          (record) =>
            parseSignIn(record, { events: 'ConsoleLogin', ownResources: [] }, { at: NOW }).kind ===
            'sign-in',
        );
        expect(found).toEqual(
          expect.arrayContaining(watched.map((record) => JSON.stringify(record))),
        );
      },
    ),
    { numRuns: 700 },
  );
});

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const SRC = fileURLToPath(new URL('../../src', import.meta.url));

/** What each room of src/ may import of the others; its own room always. Rooms further in know less. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  signin: [],
  notice: ['signin'],
  /** Where addresses are. */
  place: ['notice', 'signin'],
  envelopes: ['signin'],
  'errors.ts': [],
  'concurrently.ts': [],
  'settings.ts': ['bell', 'errors.ts', 'notice', 'signin'],
  'systemClock.ts': ['bell'],
  journal: ['bell', 'signin'],
  /** The one flow and its ports. */
  bell: ['concurrently.ts', 'envelopes', 'errors.ts', 'notice', 'signin'],
  /** What can break between the trail and the mailbox. */
  health: ['notice', 'signin'],
  /** The hourly look, and the weekly letter. */
  safetyNet: [
    'bell',
    'concurrently.ts',
    'envelopes',
    'errors.ts',
    'health',
    'notice',
    'settings.ts',
    'signin',
  ],
  /** What an installation consists of, what is to be done to it, and the operations on it. */
  installation: [
    'bell',
    'concurrently.ts',
    'envelopes',
    'errors.ts',
    'health',
    'notice',
    'settings.ts',
    'signin',
  ],
  /** Sign-ins as one page to look at. */
  report: ['local', 'notice', 'place', 'signin'],
  local: ['bell', 'envelopes', 'errors.ts', 'installation', 'journal', 'notice', 'place', 'signin'],
  aws: [
    'bell',
    'concurrently.ts',
    'envelopes',
    'errors.ts',
    'health',
    'installation',
    'journal',
    'notice',
    'safetyNet',
    'signin',
  ],
  lambda: [
    'aws',
    'bell',
    'envelopes',
    'errors.ts',
    'health',
    'journal',
    'notice',
    'safetyNet',
    'settings.ts',
    'signin',
    'systemClock.ts',
  ],
  cli: [
    'aws',
    'bell',
    'concurrently.ts',
    'envelopes',
    'errors.ts',
    'health',
    'installation',
    'journal',
    'local',
    'notice',
    'place',
    'report',
    'safetyNet',
    'settings.ts',
    'signin',
    'systemClock.ts',
  ],
};

/** Node modules that the pure rooms may use: they compute, and touch nothing. */
const PURE_BUILTINS = ['node:crypto', 'node:zlib', 'node:net'];
const PURE = [
  'signin',
  'notice',
  'place',
  'envelopes',
  'installation',
  'journal',
  'health',
  'safetyNet',
  'bell',
  'report',
  'settings.ts',
];

type Import = {
  readonly from: string;
  readonly file: string;
  readonly to: string;
  readonly typeOnly: boolean;
};

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.ts'),
);
const imports = files.flatMap((file): Import[] => {
  const text = readFileSync(join(SRC, file), 'utf8');
  const found = text.matchAll(/^(?:import|export)\s+(type\s)?[^;]*?from '([^']+)'/gms);
  return [...found].map(([, type, to = '']) => ({
    from: roomOf(file),
    file,
    to: to.startsWith('.') ? relative(SRC, normalize(join(SRC, dirname(file), to))) : to,
    typeOnly: type !== undefined,
  }));
});

function roomOf(path: string): string {
  return path.split(/[\\/]/)[0] ?? path;
}

/** All that is loaded at once with these files; what is loaded by `import()` is not. */
function reachedFrom(start: readonly string[]): readonly string[] {
  const reached = new Set<string>();
  const visit = (file: string) => {
    if (reached.has(file)) return;
    reached.add(file);
    for (const { to } of imports.filter((one) => one.file === file && !one.typeOnly)) visit(to);
  };
  for (const file of start) visit(file);
  return [...reached];
}

describe('the folders of src/', () => {
  it('are all known to this rule', () => {
    expect([...new Set(files.map(roomOf))].filter((room) => !Object.hasOwn(ALLOWED, room))).toEqual(
      [],
    );
  });

  it('depend inward only', () => {
    const outward = imports
      .filter(({ to }) => to.endsWith('.ts'))
      .filter(({ from, to }) => from !== roomOf(to) && !ALLOWED[from]?.includes(roomOf(to)))
      .map(({ file, to }) => `${file} -> ${to}`);
    expect(outward).toEqual([]);
  });

  it('keep the pure rooms free of I/O, clocks, SDKs and the environment', () => {
    const impure = imports
      .filter(
        ({ from, to }) => PURE.includes(from) && !to.endsWith('.ts') && !PURE_BUILTINS.includes(to),
      )
      .map(({ file, to }) => `${file} -> ${to}`);
    expect(impure).toEqual([]);
    const touching = files
      .filter((file) => PURE.includes(roomOf(file)))
      // These run in the reader's browser, not here.
      .filter((file) => file !== join('report', 'pageScript.ts'))
      .filter((file) => dirname(file) !== join('report', 'browser'))
      .filter((file) =>
        /\bprocess\.|\bDate\.now\(|new Date\(\)|Math\.random|\bfetch\(/.test(
          readFileSync(join(SRC, file), 'utf8'),
        ),
      );
    expect(touching).toEqual([]);
  });

  it('let the Lambda function reach neither SQLite nor SMTP nor HTML nor places of addresses', () => {
    const reached = reachedFrom(files.filter((name) => roomOf(name) === 'lambda'));
    const forbidden = /^(local|cli|place)\/|renderHtml|nodemailer|commander|node:sqlite|mmdb-lib/;
    expect(reached.filter((file) => forbidden.test(file))).toEqual([]);
  });

  it('let the notification function need nothing but Node and aws4', () => {
    const reached = reachedFrom([join('lambda', 'handler.ts')]);
    const packages = reached.filter((file) => !file.endsWith('.ts') && !file.startsWith('node:'));
    expect(packages).toEqual(['aws4']);
  });

  it('let the command line start without the AWS SDK: verbs load it when they run', () => {
    const reached = reachedFrom([join('cli', 'main.ts')]);
    expect(reached.filter((file) => /^@aws-sdk|^mmdb-lib/.test(file))).toEqual([]);
    expect(reached).toContain('commander');
  });

  it('hold no circle of files, types included', () => {
    expect(circles()).toEqual([]);
  });
});

/** Every set of files that import one another, each as one sentence. */
function circles(): readonly string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]) => {
    const start = path.indexOf(file);
    if (start >= 0) {
      found.push([...path.slice(start), file].join(' -> '));
      return;
    }
    if (done.has(file)) return;
    for (const one of imports.filter((each) => each.file === file && each.to.endsWith('.ts'))) {
      visit(one.to, [...path, file]);
    }
    done.add(file);
  };
  for (const file of files) visit(file, []);
  return found;
}

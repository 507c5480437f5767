import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FileProblem, listRecordFiles, readRecordFile } from '../../src/local/recordFiles.ts';
import { fieldAt } from '../../src/signin/fields.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loginbell-files-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function put(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
  return path;
}

type Reading = {
  /** The eventIDs of the records. */
  ids: unknown[];
  lines: (number | undefined)[];
  truncated: unknown[];
  ringing: number;
  problems: FileProblem[];
  bytes: number[];
};

async function read(file: string, stdin?: Iterable<Uint8Array | string>): Promise<Reading> {
  const reading: Reading = {
    ids: [],
    lines: [],
    truncated: [],
    ringing: 0,
    problems: [],
    bytes: [],
  };
  const stream =
    stdin &&
    (async function* () {
      yield* stdin;
    })();
  for await (const one of readRecordFile(file, stream)) {
    if (one.kind === 'problem') reading.problems.push(one.problem);
    else if (one.kind === 'file-done') reading.bytes.push(one.bytes);
    else if (one.item.kind === 'unreadable') reading.ringing += 1;
    else {
      const id = fieldAt(one.item.record, 'eventID');
      reading.ids.push(id);
      reading.lines.push(one.line);
      if (one.item.truncated) reading.truncated.push(id);
    }
  }
  return reading;
}

const readText = async (text: string | Uint8Array) => read(await put('input', text));

const login = (eventID: string) => ({
  eventID,
  eventName: 'ConsoleLogin',
  userIdentity: { type: 'IAMUser', userName: 'アリス' },
  sourceIPAddress: '203.0.113.7',
});
const json = (eventID: string) => JSON.stringify(login(eventID));
const pretty = (value: unknown) => JSON.stringify(value, null, 2);
const logFile = { Records: ['a', 'b', 'c'].map(login) };

describe('the layouts of a file', () => {
  it.each([
    ['a log file on one line', JSON.stringify(logFile)],
    ['a log file over many lines', pretty(logFile)],
    ['one record a line', `${json('a')}\n${json('b')}\n${json('c')}\n`],
    [
      'one record a line, with blank lines and CRLF',
      `\r\n${json('a')}\r\n\r\n${json('b')}\r\n${json('c')}`,
    ],
    [
      'records over many lines, one after the other',
      ['a', 'b', 'c'].map((id) => pretty(login(id))).join('\n'),
    ],
    ['records one after the other without any space', ['a', 'b', 'c'].map(json).join('')],
    [
      'records as text in a LookupEvents answer',
      pretty({ Events: ['a', 'b', 'c'].map((id) => ({ CloudTrailEvent: json(id) })) }),
    ],
    ['a byte order mark in front', `\u{FEFF}${JSON.stringify(logFile)}`],
  ])('are all read: %s', async (_name, text) => {
    for (const content of [text, gzipSync(text)])
      expect(await readText(content)).toMatchObject({
        ids: ['a', 'b', 'c'],
        truncated: [],
        problems: [],
      });
  });

  it('gzip of several members is read to its end', async () => {
    const members = ['a', 'b', 'c'].map((id) => gzipSync(`${json(id)}\n`));
    expect(await readText(Buffer.concat(members))).toMatchObject({
      ids: ['a', 'b', 'c'],
      problems: [],
    });
  });

  it('each record comes with the line that its document begins on', async () => {
    const text = `\n${json('a')}\n\n${json('b')}\n`;
    expect((await readText(text)).lines).toEqual([2, 4]);
    const long = `${pretty(login('a'))}\n\n${pretty(login('b'))}`;
    expect((await readText(long)).lines).toEqual([1, 11]);
  });

  it('the end of the file comes last, with the bytes as they are stored', async () => {
    const packed = gzipSync(JSON.stringify(logFile));
    expect((await readText(packed)).bytes).toEqual([packed.length]);
    expect((await read(join(folder, 'missing'))).bytes).toEqual([0]);
  });

  it('a log file without records is no problem', async () => {
    expect(await readText('{"Records":[]}')).toMatchObject({ ids: [], problems: [] });
  });

  it('standard input is read like a file, in whatever pieces it comes', async () => {
    const bytes = gzipSync(`${json('a')}\n${json('b')}`);
    const pieces = [...bytes].map((byte) => Uint8Array.of(byte));
    expect(await read('-', pieces)).toMatchObject({ ids: ['a', 'b'], problems: [] });
    expect(await read('-', [json('a')])).toMatchObject({ ids: ['a'], problems: [] });
    expect((await read('-', [])).problems).toMatchObject([
      { file: 'standard input', reason: 'it is empty' },
    ]);
  });

  it('one line of 60 MB is read', async () => {
    const record = `${JSON.stringify({ ...login('x'), requestParameters: 'x'.repeat(1_000_000) })},`;
    const pieces = ['{"Records":[', ...Array<string>(60).fill(record), `${json('last')}]}`];
    const { ids, problems } = await read('-', pieces);
    expect(problems).toEqual([]);
    expect(ids).toHaveLength(61);
    expect(ids.at(-1)).toBe('last');
  });

  it('a line of more than 128 MiB is passed over, and the next is read', async () => {
    const pieces = [
      `${json('a')}\n"`,
      ...Array<string>(129).fill('x'.repeat(1024 * 1024)),
      `"\n${json('b')}`,
    ];
    const { ids, problems } = await read('-', pieces);
    expect(ids).toEqual(['a', 'b']);
    expect(problems).toMatchObject([{ line: 2, reason: 'it is longer than 128 MiB' }]);
  });
});

describe('bad lines', () => {
  it('are named by number and stop nothing', async () => {
    const { ids, problems } = await readText(
      `${json('a')}\noops\n${json('b')}\n[]\n{"no":1}\n${json('c')}`,
    );
    expect(ids).toEqual(['a', 'b', 'c']);
    expect(problems).toMatchObject([
      { line: 2, reason: 'it is not JSON' },
      { line: 5, reason: 'it does not look like a CloudTrail record (it has no)' },
    ]);
  });

  it.each([
    ['words', 'Listing events ...'],
    ['a record with a mistake in it', '{"eventName" "ConsoleLogin"}'],
    ['a string without an end', '{"eventName":"Conso'],
  ])('stop nothing when the first line is one: %s', async (_name, first) => {
    const { ids, problems } = await readText(`${first}\n${json('b')}`);
    expect(ids).toContain('b');
    expect(problems).toMatchObject([{ line: 1 }]);
  });

  it('give what is left of a record that was cut off', async () => {
    const { ids, truncated, problems } = await readText(
      `${json('a')}\n${json('b').slice(0, -20)}\n${json('c')}`,
    );
    expect(ids).toEqual(['a', 'b', 'c']);
    expect(truncated).toEqual(['b']);
    expect(problems).toMatchObject([{ line: 2, reason: 'it is cut off' }]);
  });

  it('are listed twenty times, then counted', async () => {
    const { ids, problems } = await readText(`${json('a')}\n${'oops\n'.repeat(1000)}${json('b')}`);
    expect(ids).toEqual(['a', 'b']);
    expect(problems).toHaveLength(21);
    expect(problems[20]).toMatchObject({ reason: 'it has 980 more problems of this kind' });
    expect(problems[20]).not.toHaveProperty('line');
  });

  it('ring when they hold what a subscription filter had chosen', async () => {
    const payload = {
      messageType: 'DATA_MESSAGE',
      logEvents: [{ message: 'ConsoleLogin in words' }],
    };
    expect(await readText(JSON.stringify(payload))).toMatchObject({ ringing: 1, problems: [] });
  });

  it('are problems when they hold a payload that cannot be decoded', async () => {
    const { ids, problems } = await readText(`{"awslogs":{"data":"!"}}\n${json('b')}`);
    expect(ids).toEqual(['b']);
    expect(problems).toMatchObject([{ line: 1, reason: expect.stringContaining('awslogs') }]);
  });
});

describe('a file that is not whole', () => {
  it.each([
    ['on one line', JSON.stringify(logFile)],
    ['over many lines', pretty(logFile)],
  ])('gives its complete records and the cut one: %s', async (_name, text) => {
    const { ids, truncated, problems } = await readText(
      text.slice(0, text.indexOf('203', text.indexOf('"b"'))),
    );
    expect(ids).toEqual(['a', 'b']);
    expect(truncated).toEqual(['b']);
    expect(problems).toMatchObject([
      { reason: 'it is cut off', hint: expect.stringContaining('again') },
    ]);
  });

  it('calls no record cut off that is complete', async () => {
    const text = JSON.stringify(logFile);
    const { ids, truncated, problems } = await readText(
      text.slice(0, text.indexOf('{"eventID":"b"') + 5),
    );
    expect(ids).toEqual(['a']);
    expect(truncated).toEqual([]);
    expect(problems).toHaveLength(1);
  });

  it('gives what comes before damage, and names the line', async () => {
    const { ids, problems } = await readText(
      pretty(logFile).replace('"eventID": "c"', '"eventID" oops'),
    );
    expect(ids).toEqual(['a', 'b']);
    expect(problems).toMatchObject([
      {
        line: 22,
        reason: expect.stringMatching(/^it is not valid JSON at character \d+ \(.*oops/),
      },
    ]);
  });

  it('never throws and loses no complete line, wherever its gzip is cut off', async () => {
    const text = Array.from({ length: 200 }, (_, id) => json(String(id))).join('\n');
    const packed = gzipSync(text);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 40, max: packed.length - 1 }), async (cut) => {
        const { ids, problems } = await read('-', [packed.subarray(0, cut)]);
        expect(ids).toEqual(Array.from({ length: ids.length }, (_, id) => String(id)));
        expect(problems.at(-1)).toMatchObject({ reason: 'its gzip data is cut off' });
      }),
      { numRuns: 40, seed: 20261123 },
    );
    expect((await read('-', [packed.subarray(0, packed.length - 4)])).ids).toHaveLength(200);
  });

  it('gives what was unpacked before the gzip data is damaged', async () => {
    const noise = Array.from({ length: 20_000 }, (_, id) =>
      json(`${(id * 2654435761) % 4294967296}`),
    );
    const packed = gzipSync(noise.join('\n'));
    packed.fill(0xff, packed.length - 2000, packed.length - 1000);
    const { ids, problems } = await readText(packed);
    expect(ids.length).toBeGreaterThan(15_000);
    expect(problems.at(-1)?.reason).toMatch(/^its gzip data is damaged/);
  });
});

describe('what is no log file', () => {
  it.each([
    ['nothing', '', 'it is empty'],
    ['white space', ' \n\n', 'it is empty'],
    ['an empty gzip', gzipSync(''), 'it is empty'],
    [
      'the CSV of the event history',
      'Event name,Event time,User name\nConsoleLogin,2026-11-23,alice\n',
      "it is the CSV of the console's event history, which has neither result nor MFA",
    ],
    ['another CSV', 'name,size\nx,1\n', 'it is not JSON'],
    ['a zip archive', Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 7]), 'it is a zip archive'],
    [
      'a tar archive',
      Buffer.concat([Buffer.alloc(257), Buffer.from('ustar'), Buffer.alloc(300)]),
      'it is a tar archive',
    ],
    ['binary data', Buffer.from([7, 7, 7, 7, 0, 0, 7]), 'it holds binary data, not text'],
    [
      'a digest',
      '{"digestS3Bucket":"b","logFiles":[]}',
      'it is a CloudTrail digest file, not a log',
    ],
    [
      'other JSON',
      pretty({ name: 'x', version: '1' }),
      'it does not look like a CloudTrail record (it has name, version)',
    ],
  ])('is one problem with a hint: %s', async (_name, content, reason) => {
    const { ids, problems } = await readText(content);
    expect(ids).toEqual([]);
    expect(problems).toMatchObject([{ file: join(folder, 'input'), reason }]);
    expect(problems[0]?.hint).toMatch(/\w/);
  });

  it('is a problem when it is missing or a folder', async () => {
    expect((await read(join(folder, 'missing'))).problems).toMatchObject([
      { reason: 'it does not exist' },
    ]);
    expect((await read(folder)).problems).toMatchObject([{ reason: 'it is a folder' }]);
  });

  // Nothing is forbidden to root.
  it.skipIf(process.getuid?.() === 0)('is a problem when it may not be read', async () => {
    const path = await put('secret.json', json('a'));
    await chmod(path, 0);
    expect((await read(path)).problems).toMatchObject([{ reason: 'it may not be read' }]);
  });
});

describe('listRecordFiles', () => {
  const list = async (...paths: string[]) => {
    const found = await listRecordFiles(
      paths.map((path) => (path === '-' ? path : join(folder, path))),
    );
    return { ...found, files: found.files.map((file) => file.replace(`${folder}/`, '')) };
  };

  it('walks folders by name and takes what may hold records', async () => {
    for (const name of [
      'b/2026/11/23/z.json.gz',
      'b/2026/11/22/y.json',
      'a.ndjson',
      'c.jsonl.gz',
      'readme.md',
      '.hidden/x.json',
      '._c.json',
    ])
      await put(name, '');
    expect(await list('.')).toEqual({
      files: ['a.ndjson', 'b/2026/11/22/y.json', 'b/2026/11/23/z.json.gz', 'c.jsonl.gz'],
      problems: [],
      passedOver: { '.md': 1 },
    });
  });

  it("passes over CloudTrail's digests, which it counts, and Insights", async () => {
    await put('AWSLogs/123456789012/CloudTrail/us-east-1/log.json.gz', '');
    await put('AWSLogs/123456789012/CloudTrail-Digest/us-east-1/2026/digest.json.gz', '');
    await put('AWSLogs/123456789012/CloudTrail-Insight/us-east-1/insight.json.gz', '');
    await put('123456789012_CloudTrail-Digest_us-east-1_x.json.gz', '');
    expect(await list('.')).toEqual({
      files: ['AWSLogs/123456789012/CloudTrail/us-east-1/log.json.gz'],
      problems: [],
      passedOver: { 'CloudTrail digest': 2, 'CloudTrail Insights': 1 },
    });
  });

  it('takes a file that is named whatever its name, in the order given, once', async () => {
    await put('b.txt', '');
    await put('a.json', '');
    expect((await list('b.txt', '-', 'a.json', '.', '-')).files).toEqual(['b.txt', '-', 'a.json']);
  });

  it('comes to an end where links go in a circle', async () => {
    await put('a/log.json', '');
    await symlink('..', join(folder, 'a', 'up'));
    await symlink('self', join(folder, 'self'));
    await symlink('a', join(folder, 'z'));
    await symlink('a/log.json', join(folder, 'again.json'));
    expect(await list('.')).toMatchObject({ files: ['a/log.json'], problems: [] });
  });

  it('names what it cannot look at, and goes on', async () => {
    await put('a.json', '');
    await symlink('nowhere', join(folder, 'gone.json'));
    const { files, problems } = await list('missing', '.');
    expect(files).toEqual(['a.json']);
    expect(problems).toMatchObject([
      { file: join(folder, 'missing'), reason: 'it does not exist' },
      { file: join(folder, 'gone.json'), reason: 'it does not exist' },
    ]);
  });

  it('says when a folder holds no log files, or digests only', async () => {
    await put('empty/readme.md', '');
    await put('CloudTrail-Digest/x/1_CloudTrail-Digest_x.json.gz', '');
    const { files, problems } = await list('empty', 'CloudTrail-Digest');
    expect(files).toEqual([]);
    expect(problems).toMatchObject([
      { reason: 'it holds no log files', hint: expect.stringContaining('.json.gz') },
      { reason: 'it holds CloudTrail digest files only, no logs' },
    ]);
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseStruct } from '../../src/envelopes/rowRecords.ts';
import { listRecordFiles, readRecordFile } from '../../src/local/recordFiles.ts';
import { createFileScanner } from '../../src/local/scan/scanFile.ts';
import { parseSignIn } from '../../src/signin/parseSignIn.ts';
import { consoleLogin, iamUser } from '../fakes/records.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'loginbell-wrappings-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const RECORDS = ['a', 'b', 'c'].map((name) =>
  consoleLogin(name, { userIdentity: iamUser(name), eventID: name }),
);
const TEXTS = RECORDS.map((record) => JSON.stringify(record));
const json = (value: unknown) => JSON.stringify(value);
const base64 = (text: string) => Buffer.from(text).toString('base64');
const packed = (text: string) => gzipSync(text).toString('base64');
const event = (record: unknown) => ({
  'detail-type': 'AWS Console Sign In via CloudTrail',
  detail: record,
});
const csv = (rows: readonly (readonly string[])[]) =>
  rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n');

/** What the reader of files and the scan find in a text: the names of the users, and how many problems. */
async function read(content: string | Buffer) {
  const file = join(folder, 'input');
  writeFileSync(file, content);
  const users: string[] = [];
  let problems = 0;
  for await (const found of readRecordFile(file)) {
    if (found.kind === 'problem') problems += 1;
    if (found.kind !== 'item' || found.item.kind !== 'record') continue;
    const { truncated = false, record } = found.item;
    const watch = { events: 'ConsoleLogin', ownResources: [] } as const;
    const parsed = parseSignIn(record, watch, { at: Date.parse('2026-04-01'), truncated });
    if (parsed.kind === 'sign-in') users.push(parsed.signIn.userName ?? '?');
  }
  const scan = createFileScanner({
    events: 'ConsoleLogin',
    query: { since: '0', until: '9' },
    now: Date.parse('2026-04-01'),
  });
  const scanned = await scan(file);
  expect(scanned.signIns.map(({ userName }) => userName ?? '?').sort()).toEqual([...users].sort());
  expect(scanned.problems.length > 0).toBe(problems > 0);
  return { users: [...new Set(users)].sort().join(''), problems };
}

describe('records are found in', () => {
  it.each<[string, string | Buffer]>([
    ['the answer of filter-log-events', json({ events: TEXTS.map((message) => ({ message })) })],
    [
      'the lines of logs tail',
      TEXTS.map((text) => `2026-03-02T09:00:00Z stream ${text}`).join('\n'),
    ],
    [
      'lines that begin with a time in brackets',
      TEXTS.map((text) => `[2026-03-02] ${text}`).join('\n'),
    ],
    ['the list of texts that a query gives', json(TEXTS)],
    [
      'rows of Insights',
      json({
        results: TEXTS.map((value) => [
          { field: '@timestamp', value: 'x' },
          { field: '@message', value },
        ]),
      }),
    ],
    [
      'rows of CloudTrail Lake',
      json({
        QueryResultRows: RECORDS.map((record) =>
          Object.entries(record).map(([key, value]) => ({ [key]: value })),
        ),
      }),
    ],
    [
      'eventJson of CloudTrail Lake',
      json({ QueryResultRows: TEXTS.map((eventJson) => [{ eventJson }]) }),
    ],
    [
      'messages of SQS around EventBridge',
      json({ Messages: RECORDS.map((one) => ({ MessageId: '1', Body: json(event(one)) })) }),
    ],
    [
      'an SQS event around SNS',
      json({
        Records: TEXTS.map((Message) => ({
          messageId: '1',
          eventSource: 'aws:sqs',
          body: json({ Type: 'Notification', Message }),
        })),
      }),
    ],
    [
      'an SNS event',
      json({ Records: TEXTS.map((Message) => ({ EventSource: 'aws:sns', Sns: { Message } })) }),
    ],
    [
      'a Kinesis event',
      json({
        Records: TEXTS.map((text) => ({
          eventSource: 'aws:kinesis',
          eventName: 'aws:kinesis:record',
          eventVersion: '1.0',
          kinesis: { data: base64(text) },
        })),
      }),
    ],
    [
      'a Firehose request, compressed',
      json({
        requestId: 'r',
        records: [
          {
            data: packed(
              json({
                messageType: 'DATA_MESSAGE',
                logEvents: TEXTS.map((message) => ({ message })),
              }),
            ),
          },
        ],
      }),
    ],
    ['gzip in gzip', gzipSync(gzipSync(json({ Records: RECORDS })))],
    ['UTF-16 with a mark', Buffer.from(`\u{FEFF}${json({ Records: RECORDS })}`, 'utf16le')],
    ['UTF-16 without one', Buffer.from(json({ Records: RECORDS }), 'utf16le')],
    [
      'a text in a text in an unknown object',
      json({ wrapped: { deeper: json({ again: TEXTS }) } }),
    ],
    [
      'an object that nobody knows',
      RECORDS.map((aws) => json({ rule: 1, data: { integration: 'aws', aws } })).join('\n'),
    ],
    [
      'columns in small letters',
      csv([
        ['eventname', 'eventtime', 'useridentity', 'responseelements', 'sourceipaddress'],
        ...RECORDS.map((_, i) => [
          'ConsoleLogin',
          '2026-03-02T09:00:00Z',
          `{type=IAMUser, principalid=X, arn=arn:aws:iam::123456789012:user/${'abc'[i]}, accountid=123456789012, username=${'abc'[i]}}`,
          '{"ConsoleLogin":"Success"}',
          '203.0.113.7',
        ]),
      ]),
    ],
    [
      'a record that bears the name of a list',
      RECORDS.map((one) => json({ ...one, Records: [] })).join('\n'),
    ],
    ['documents one after the other', TEXTS.join('')],
    ['keys that stand twice', `{"Records":[${TEXTS[0]},${TEXTS[1]},${TEXTS[2]}],"Records":[]}`],
    [
      'YAML',
      TEXTS.map((text) => `- CloudTrailEvent: '${text}'\n  EventName: ConsoleLogin\n`).join(''),
    ],
  ])('%s', async (_, content) => {
    expect(await read(content)).toEqual({ users: 'abc', problems: 0 });
  });
});

describe('after damage', () => {
  const list = (second: string) => `{"Records":[${TEXTS[0]},${second},${TEXTS[2]}]}`;
  const [, b = ''] = TEXTS;
  it.each([
    ['a comma too few', b.replace('","', '""')],
    ['a comma too many', b.replace('}', ',}')],
    ['half a record', b.slice(0, 200)],
    ['half a string', b.slice(0, b.indexOf('Mozilla') + 4)],
    ['words', 'oops'],
    ['a raw line break in a string', b.replace('Mozilla', 'Moz\nilla')],
    ['a bad escape', b.replace('Mozilla', 'Moz\\qilla')],
  ])('of %s, reading goes on at the next record, and says so', async (_, second) => {
    for (const content of [list(second), gzipSync(list(second))]) {
      const { users, problems } = await read(content);
      expect(users).toMatch(/^ab?c$/);
      expect(problems).toBeGreaterThan(0);
    }
  });
});

describe('a folder', () => {
  it('is read by how its files begin, whatever their names', async () => {
    const names = {
      '000000.gz': gzipSync(TEXTS[0] ?? ''),
      'part-1': TEXTS[1],
      'events.log': `x ${TEXTS[2]}`,
    };
    const place = mkdtempSync(join(tmpdir(), 'loginbell-folder-'));
    for (const [name, content] of Object.entries(names))
      writeFileSync(join(place, name), content ?? '');
    writeFileSync(join(place, 'notes.txt'), 'nothing to see');
    const { files, passedOver } = await listRecordFiles([place]);
    expect(files).toHaveLength(3);
    expect(passedOver).toEqual({ '.txt': 1 });
    rmSync(place, { recursive: true });
  });
});

it('a struct as Athena prints it is read with its members', () => {
  expect(
    parseStruct(
      '{type=AssumedRole, accountid=1, sessioncontext={attributes={mfaauthenticated=false}, sessionissuer={username=A, B}}, invokedby=null}',
    ),
  ).toEqual({
    type: 'AssumedRole',
    accountId: '1',
    sessionContext: {
      attributes: { mfaAuthenticated: 'false' },
      sessionIssuer: { userName: 'A, B' },
    },
  });
});

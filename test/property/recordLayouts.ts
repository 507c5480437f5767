import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { consoleLogin, FAILED, type RecordFields } from '../fakes/records.ts';
import { mutatedRecord } from './mutatedRecords.ts';

/** What must not be taken for a record, or hide one. */
const DECOYS: readonly unknown[] = [
  'ConsoleLogin',
  '"eventName":"ConsoleLogin"',
  '{"eventVersion":"1.11","eventName":"ConsoleLogin"}',
  '},{"eventVersion":"1.11","eventName":"ConsoleLogin"},{',
  '\\',
  '\\"',
  '"',
  ']}',
  '[[[{{{',
  ']]]}}}',
  ',"a',
  '[",{"eventVersion"',
  ['ConsoleLogin', '}', ']'],
  { eventName: 'ConsoleLogin' },
  [{ a: 1 }, { eventVersion: '1.11', eventName: 'ConsoleLogin', eventID: 'nested' }, {}],
  [1, [], {}, [{ a: [] }, { eventVersion: '1.11', eventName: 'ConsoleLogin', userIdentity: {} }]],
  { 'a"eventName': 'ConsoleLogin', '\\"eventName': 'ConsoleLogin' },
  { eventVersion: '1.11', Records: [{ a: 1 }, consoleLogin('deep')] },
  JSON.stringify({ list: [{ a: 1 }, consoleLogin('quoted')] }),
  '\u2028é\u{1F600}',
];

const NAMES: readonly unknown[] = [
  'ConsoleLogin',
  'ConsoleLogin',
  'SwitchRole',
  'StopLogging',
  'GetObject',
  'AssumeRole',
  'ConsoleLogins',
  'consolelogin',
  ' ConsoleLogin ',
  'Console\u200bLogin',
  'ConsoleLogin\n',
  '',
  null,
  7,
  ['ConsoleLogin'],
  { ConsoleLogin: 'Success' },
];

const decoyed: fc.Arbitrary<RecordFields> = fc
  .record({
    id: fc.nat(30),
    eventName: fc.constantFrom(...NAMES),
    failed: fc.boolean(),
    requestParameters: fc.constantFrom(...DECOYS),
    trailing: fc.constantFrom(...DECOYS),
    versionFirst: fc.boolean(),
  })
  .map(({ id, failed, versionFirst, trailing, ...changes }) => {
    const record = consoleLogin(`${id}`, { ...(failed ? FAILED : {}), ...changes });
    const { eventVersion, ...rest } = record;
    return versionFirst
      ? { eventVersion, ...rest, resources: trailing }
      : { resources: trailing, ...rest, eventVersion };
  });

/** Records of any kind, many of them with what looks like another record inside. */
export const anyRecords: fc.Arbitrary<readonly unknown[]> = fc.array(
  fc.oneof({ weight: 5, arbitrary: decoyed }, { weight: 1, arbitrary: mutatedRecord }),
  { maxLength: 8 },
);

/** JSON, as different writers would write it. */
export const writer: fc.Arbitrary<(value: unknown) => string> = fc.constantFrom(
  (value) => JSON.stringify(value),
  (value) => JSON.stringify(value),
  (value) => JSON.stringify(value, undefined, 2),
  // After keys alone, each of which begins a line: a text may hold a quote and a colon, too.
  (value) =>
    JSON.stringify(value, undefined, '\t').replace(
      /^(\t*"(?:[^"\\]|\\.)*"): /gm,
      (_, key: string) => `${key}\t : \r\n`,
    ),
  // Letters escaped for no reason, in keys and values.
  (value) => JSON.stringify(value).replaceAll('N', '\\u004e').replaceAll('Login', 'L\\u006fgin'),
  // As writers for HTML do it.
  (value) => JSON.stringify(value).replaceAll('<', '\\u003c').replaceAll('>', '\\u003E'),
);

type Layout = (records: readonly unknown[], write: (value: unknown) => string) => string;

/** What plain lists of records look like. */
export const listLayout: fc.Arbitrary<Layout> = fc.constantFrom<Layout>(
  (records, write) => write({ Records: records }),
  (records, write) => `\n ${write({ Records: records })}\n`,
  (records, write) => write(records),
  (records, write) => write({ Records: records }) + write({ Records: records.slice(1) }),
  (records, write) => `${write({ Records: records })}\n${write({ records: [] })}\n`,
);

/** Whatever else records arrive in. */
export const anyLayout: fc.Arbitrary<Layout> = fc.oneof(
  listLayout,
  fc.constantFrom<Layout>(
    (records, write) => records.map((record) => write(record)).join('\n'),
    (records) => records.map((record) => JSON.stringify(record)).join('\n'),
    (records, write) =>
      write({ Events: records.map((record) => ({ CloudTrailEvent: write(record) })) }),
    (records, write) =>
      write({ Events: records.map((record) => ({ CloudTrailEvent: write(record) })), Next: 'x' }),
    (records, write) =>
      records
        .map((detail) => write({ 'detail-type': 'AWS API Call via CloudTrail', detail }))
        .join('\n'),
    (records, write) => write({ version: 1, Records: records }),
    (records, write) => write({ Records: records, more: [{ a: 1 }, ...records] }),
    (records) => {
      const logEvents = records.map((record) => ({ message: JSON.stringify(record) }));
      const content = { messageType: 'DATA_MESSAGE', logEvents };
      return JSON.stringify({
        awslogs: { data: gzipSync(JSON.stringify(content)).toString('base64') },
      });
    },
  ),
);

/** Bytes as they are stored: plain, or gzip of one member or more. */
export const packing: fc.Arbitrary<(text: string) => Buffer> = fc.oneof(
  fc.constant((text: string) => Buffer.from(text)),
  fc.constant((text: string) => gzipSync(text)),
  fc.nat().map((at) => (text: string) => {
    const bytes = Buffer.from(text);
    const cut = at % (bytes.length + 1);
    return Buffer.concat([gzipSync(bytes.subarray(0, cut)), gzipSync(bytes.subarray(cut))]);
  }),
);

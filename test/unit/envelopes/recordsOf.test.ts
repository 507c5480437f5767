import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordsOf } from '../../../src/envelopes/recordsOf.ts';

const alice = {
  eventName: 'ConsoleLogin',
  eventID: 'a-1',
  userIdentity: { type: 'IAMUser', userName: 'alice' },
  sourceIPAddress: '203.0.113.7',
};
const bob = { eventName: 'ConsoleLogin', eventID: 'b-2' };
const record = (value: unknown) => ({ kind: 'record', record: value });
const all = (value: unknown) => [...recordsOf(value)];

function awslogs(content: unknown) {
  return { awslogs: { data: gzipSync(JSON.stringify(content)).toString('base64') } };
}

function dataMessage(...messages: readonly unknown[]) {
  const logEvents = messages.map((message, id) => ({ id: String(id), timestamp: 1, message }));
  return { messageType: 'DATA_MESSAGE', owner: '123456789012', logEvents };
}

describe('the shapes of envelopes', () => {
  const text = JSON.stringify(alice);
  const failed = {
    version: '1.0',
    requestContext: { condition: 'RetriesExhausted' },
    requestPayload: awslogs(dataMessage(text)),
    responseContext: { statusCode: 200 },
  };
  it.each([
    ['a CloudWatch Logs subscription event', awslogs(dataMessage(text))],
    ['the decoded content of one', dataMessage(text)],
    [
      'an EventBridge event',
      { 'detail-type': 'AWS Console Sign In via CloudTrail', source: 'aws.signin', detail: alice },
    ],
    ["what Lambda's OnFailure destination received", failed],
    [
      'the same through EventBridge',
      { 'detail-type': 'Lambda Function Invocation Result - Failure', detail: failed },
    ],
    ['a CloudTrail log file', { Records: [alice] }],
    ['the same in lower case', { records: [alice] }],
    ['a LookupEvents answer', { Events: [{ EventId: 'a-1', CloudTrailEvent: text }] }],
    ['one entry of it', { EventId: 'a-1', CloudTrailEvent: text }],
    ['a single record', alice],
    ['a list of records', [alice]],
    ['a list of envelopes', [{ Records: [alice] }]],
  ])('gives the record of %s', (_name, envelope) => {
    expect(all(envelope)).toEqual([record(alice)]);
  });

  it('knows a record without an event name by its other members', () => {
    expect(all({ eventSource: 'signin.amazonaws.com' })).toEqual([
      record({ eventSource: 'signin.amazonaws.com' }),
    ]);
    expect(all({ userIdentity: { type: 'Root' } })).toHaveLength(1);
  });

  it.each([
    ['a control message', awslogs({ messageType: 'CONTROL_MESSAGE', logEvents: [{ id: '' }] })],
    ['a log file without records', { Records: [] }],
    ['an empty LookupEvents answer', { Events: [] }],
    ['an empty list', []],
  ])('gives nothing for %s', (_name, envelope) => {
    expect(all(envelope)).toEqual([]);
  });
});

describe('what cannot be read', () => {
  it('never stops its neighbours in a log file', () => {
    const found = all({ Records: [alice, null, 'text', 7, {}, bob] });
    expect(found.map(({ kind }) => kind)).toEqual([
      'record',
      'unreadable',
      'unreadable',
      'unreadable',
      'unreadable',
      'record',
    ]);
    expect(found[1]).toEqual({
      kind: 'unreadable',
      text: 'null',
      reason: 'it is not a JSON object',
      preselected: false,
    });
  });

  it('never stops its neighbours in a LookupEvents answer', () => {
    const found = all({
      Events: [{ CloudTrailEvent: 'not JSON' }, {}, { CloudTrailEvent: JSON.stringify(bob) }],
    });
    expect(found.map(({ kind }) => kind)).toEqual(['unreadable', 'unreadable', 'record']);
    expect(found[0]).toMatchObject({ text: 'not JSON', preselected: false });
  });

  it('rings when a subscription filter had chosen it', () => {
    const found = all(awslogs(dataMessage('ConsoleLogin, in plain words', 5, '{}', 'null')));
    expect(found).toHaveLength(4);
    for (const one of found) expect(one).toMatchObject({ kind: 'unreadable', preselected: true });
    expect(found[0]).toMatchObject({ text: 'ConsoleLogin, in plain words' });
  });

  it('rings when an event rule had chosen it', () => {
    expect(all({ 'detail-type': 'AWS Console Sign In via CloudTrail', detail: null })).toEqual([
      {
        kind: 'unreadable',
        text: 'null',
        reason: 'it is not a JSON object',
        preselected: true,
      },
    ]);
    expect(all({ 'detail-type': 'Scheduled Event', detail: {} })).toMatchObject([
      { kind: 'unreadable', preselected: false },
    ]);
  });

  it('rings when the log events are missing', () => {
    expect(all(awslogs({ messageType: 'DATA_MESSAGE' }))).toMatchObject([
      { kind: 'unreadable', preselected: true },
    ]);
  });

  it.each([
    ['a digest file', { digestS3Bucket: 'bucket', logFiles: [] }, 'digest'],
    ['an Insights event', { eventCategory: 'Insight', insightDetails: {} }, 'Insights'],
    ['anything else', { name: 'something' }, 'does not look like a CloudTrail record'],
  ])('says when it is %s', (_name, value, reason) => {
    expect(all(value)).toMatchObject([
      { kind: 'unreadable', reason: expect.stringContaining(reason), preselected: false },
    ]);
  });

  it('comes with its text, bounded', () => {
    const [found] = all(awslogs(dataMessage('x'.repeat(1_000_000))));
    expect(found).toMatchObject({ kind: 'unreadable', text: 'x'.repeat(8192) });
  });

  it('may be nested as deeply as it likes', () => {
    const depth = 200_000;
    const lists: unknown = JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`);
    const payloads: unknown = JSON.parse(
      `${'{"requestPayload":'.repeat(depth)}1${'}'.repeat(depth)}`,
    );
    for (const value of [lists, payloads])
      expect(all(value)).toMatchObject([{ kind: 'unreadable', reason: 'it is nested too deeply' }]);
  });

  it('never makes it throw, whatever the JSON', () => {
    const key = fc.constantFrom('Records', 'Events', 'detail', 'detail-type', 'logEvents');
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.jsonValue(),
        fc.dictionary(key, tie('value')),
        fc.array(tie('value'), { maxLength: 3 }),
      ),
    }));
    fc.assert(
      fc.property(value, (envelope) => {
        for (const one of recordsOf(envelope)) expect(['record', 'unreadable']).toContain(one.kind);
      }),
      { numRuns: 150, seed: 20261123 },
    );
  });
});

describe('a message that was cut off', () => {
  it('gives what is left of the record and says so', () => {
    const cut = JSON.stringify(alice).slice(0, -8);
    const { sourceIPAddress: _, ...left } = alice;
    expect(all(awslogs(dataMessage(cut, JSON.stringify(bob))))).toEqual([
      { kind: 'record', record: left, truncated: true },
      record(bob),
    ]);
  });

  it('rings as unreadable when it ends before the event name', () => {
    expect(all(awslogs(dataMessage('{"eventVersion":"1.11","userIdentity":{"ty')))).toMatchObject([
      { kind: 'unreadable', preselected: true },
    ]);
  });
});

describe('a payload that cannot be decoded', () => {
  const whole = awslogs(dataMessage(JSON.stringify(alice))).awslogs.data;
  it.each([
    ['is not base64', '!!!'],
    ['is not gzip', Buffer.from('plain').toString('base64')],
    ['is cut off', whole.slice(0, whole.length / 2)],
    ['is not JSON', gzipSync('plain').toString('base64')],
    ['is not an object', gzipSync('[]').toString('base64')],
    ['is missing', undefined],
  ])('makes the envelope fail when it %s', (_why, data) => {
    expect(() => all({ awslogs: { data } })).toThrow('The awslogs payload cannot be decoded');
    expect(() => all({ requestPayload: { awslogs: { data } } })).toThrow('cannot be decoded');
  });

  it('makes the envelope fail when it unpacks to more than 64 MiB', () => {
    const data = gzipSync(Buffer.alloc(65 * 1024 * 1024, ' ')).toString('base64');
    expect(() => all({ awslogs: { data } })).toThrow('The awslogs payload cannot be decoded');
  });

  it('rings, and does not stop its neighbours, in a list', () => {
    expect(all([{ awslogs: { data: '!!!' } }, alice])).toMatchObject([
      { kind: 'unreadable', preselected: true },
      record(alice),
    ]);
  });
});

describe('a row of a table of records', () => {
  const row = {
    eventname: 'ConsoleLogin',
    eventtime: '2026-03-02T09:00:00Z',
    useridentity: '{"type":"IAMUser","username":"alice"}',
    eventid: 'a-1',
  };
  const asRecord = {
    eventName: 'ConsoleLogin',
    eventTime: '2026-03-02T09:00:00Z',
    userIdentity: { type: 'IAMUser', userName: 'alice' },
    eventID: 'a-1',
  };

  it('is not lost to a cell that somebody wrote a record into', () => {
    const hostile = { eventName: 'GetObject', eventSource: 's3.amazonaws.com', eventID: 'x-9' };
    const useragent = JSON.stringify(hostile);
    const found = all({ ...row, useragent }).map((item) => Object(item).record);
    expect(found).toContainEqual({ ...asRecord, userAgent: hostile });
  });

  it('is told once where a cell holds the record itself', () => {
    expect(all({ ...row, event_json: JSON.stringify({ ...alice }) })).toEqual([record(alice)]);
  });

  it('says which event it is an addendum to', () => {
    const addendum = '{"reason":"UPDATED_DATA","originaleventid":"o-7"}';
    expect(all({ ...row, addendum })).toEqual([
      record({ ...asRecord, addendum: { reason: 'UPDATED_DATA', originalEventID: 'o-7' } }),
    ]);
  });
});

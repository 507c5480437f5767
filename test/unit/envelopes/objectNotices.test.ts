import { describe, expect, it } from 'vitest';
import { objectsNoticedIn } from '../../../src/envelopes/objectNotices.ts';

const KEY = 'AWSLogs/123456789012/CloudTrail/us-east-1/2026/03/02/a b+c.json.gz';
const ofS3 = (key: string, eventName = 'ObjectCreated:Put') => ({
  Records: [
    {
      eventSource: 'aws:s3',
      eventName,
      s3: { bucket: { name: 'trail-logs' }, object: { key, size: 1 } },
    },
  ],
});
const inSns = (message: object) => ({ Type: 'Notification', Message: JSON.stringify(message) });
const CREATED = { source: 'aws.s3', 'detail-type': 'Object Created' };
const found = [{ bucket: 'trail-logs', key: KEY }];

describe('a notice of objects', () => {
  it.each([
    ['S3, whose keys are encoded', ofS3(encodeURIComponent(KEY).replaceAll('%20', '+')), found],
    ['the same through SNS', inSns(ofS3(encodeURIComponent(KEY))), found],
    [
      'EventBridge, whose keys are as they are',
      { ...CREATED, detail: { bucket: { name: 'trail-logs' }, object: { key: KEY } } },
      found,
    ],
    [
      'CloudTrail itself',
      { s3Bucket: 'trail-logs', s3ObjectKey: [KEY, `${KEY}2`] },
      [...found, { bucket: 'trail-logs', key: `${KEY}2` }],
    ],
    ['CloudTrail through SNS', inSns({ s3Bucket: 'trail-logs', s3ObjectKey: [KEY] }), found],
    [
      'a key with a broken escape',
      ofS3('a%zz.json.gz'),
      [{ bucket: 'trail-logs', key: 'a%zz.json.gz' }],
    ],
  ])('of %s names them', (_, message, objects) => {
    expect(objectsNoticedIn(message)).toEqual(objects);
  });

  it.each([
    ['a digest', ofS3('AWSLogs/1/CloudTrail-Digest/x.json.gz')],
    ['a folder', ofS3('AWSLogs/')],
    ['no bucket', { s3Bucket: '../x', s3ObjectKey: ['k'] }],
    ['no text as a key', { s3Bucket: 'trail-logs', s3ObjectKey: [{}, 7] }],
    ['another event of S3', { source: 'aws.s3', 'detail-type': 'Object Deleted', detail: {} }],
  ])('names nothing for %s, and is one all the same', (_, message) => {
    expect(objectsNoticedIn(message)).toEqual([]);
  });

  it.each([
    ['a test message', { Event: 's3:TestEvent', Service: 'Amazon S3' }],
    ['records', { Records: [{ eventName: 'ConsoleLogin', eventSource: 'signin.amazonaws.com' }] }],
    ['what was deleted', ofS3(KEY, 'ObjectRemoved:Delete')],
    ['no list', { Records: [] }],
    ['text', 'x'],
    ['a loop of envelopes', inSns(inSns(inSns(inSns(inSns(ofS3(KEY))))))],
  ])('is not %s', (_, message) => {
    expect(objectsNoticedIn(message)).toBeUndefined();
  });
});

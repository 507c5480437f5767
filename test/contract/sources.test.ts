import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { SQSClient } from '@aws-sdk/client-sqs';
import { vi } from 'vitest';
import { createEventLookup } from '../../src/aws/lookupEvents.ts';
import { createQueueSource } from '../../src/aws/queueSource.ts';
import { openS3Bucket } from '../../src/cli/s3Bucket.ts';
import { createBucketSource } from '../../src/local/watch/bucketSource.ts';
import { createFolderSource } from '../../src/local/watch/folderSource.ts';
import { createHistorySource } from '../../src/local/watch/historySource.ts';
import { startCloudTrail } from '../fakes/cloudTrailServer.ts';
import { createFakeClock } from '../fakes/fakeClock.ts';
import { type Fault, type FaultPoint, startFaultPoint } from '../fakes/faultPoint.ts';
import { startQueue } from '../fakes/queueServer.ts';
import { startS3 } from '../fakes/s3Server.ts';
import { describeSource } from './sourceContract.ts';

const CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' };
/** A few minutes before the fake clock's start. */
const TIME = '2026-03-02T09:25:00Z';
const EVERY = 60_000;
/** Of a client that does not try again by itself. */
const clientOptions = ({ endpoint }: FaultPoint) => {
  return { endpoint, region: 'us-east-1', credentials: CREDENTIALS, maxAttempts: 1 };
};
const faultSetter = (between: FaultPoint) => async (fault: Fault) => {
  between.fault = fault;
};
const unread = () => undefined;

describeSource(
  "CloudTrail's event history",
  () => TIME,
  async () => {
    const clock = createFakeClock();
    const trail = await startCloudTrail();
    const between = await startFaultPoint(trail.endpoint);
    const client = new CloudTrailClient(clientOptions(between));
    const reached = new Map<string, number>();
    return {
      source: createHistorySource({
        region: 'us-east-1',
        key: 'us-east-1',
        everyMs: EVERY,
        lookUp: createEventLookup({ client, region: 'us-east-1', clock }),
        looks: {
          reached: (key) => reached.get(key),
          save: (key, until) => reached.set(key, until),
          all: () => [],
        },
        clock,
      }),
      put: async (_, records) => {
        const known = trail.events.get('us-east-1') ?? [];
        trail.events.set('us-east-1', [...known, ...records]);
      },
      setFault: faultSetter(between),
      passTime: async () => clock.advance(EVERY),
      close: async () => {
        client.destroy();
        await Promise.all([between.close(), trail.close()]);
      },
    };
  },
);

describeSource(
  'a folder',
  () => TIME,
  async () => {
    const clock = createFakeClock();
    const parent = await mkdtemp(join(tmpdir(), 'loginbell-source-'));
    const folder = join(parent, 'logs');
    const away = join(parent, 'away');
    await mkdir(folder);
    let isAway = false;
    const here = () => (isAway ? away : folder);
    return {
      source: createFolderSource({ folder, everyMs: EVERY, clock, onProblem: unread }),
      put: (name, records) =>
        writeFile(join(here(), `${name}.json`), JSON.stringify({ Records: records })),
      // A disk that is not mounted, whatever is wrong with it; a file that comes slowly is tried in test/functional/watch.test.ts.
      setFault: async (fault) => {
        const shouldBeAway = fault !== 'none' && fault !== 'slow';
        if (shouldBeAway !== isAway) await rename(here(), isAway ? folder : away);
        isAway = shouldBeAway;
      },
      passTime: async () => clock.advance(EVERY),
      close: () => rm(parent, { recursive: true }),
    };
  },
);

describeSource(
  'a bucket',
  () => TIME,
  async () => {
    const clock = createFakeClock();
    const s3 = await startS3('trail-logs');
    const between = await startFaultPoint(s3.endpoint);
    const place = { bucket: 'trail-logs', prefix: '' };
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
    vi.stubEnv('AWS_ENDPOINT_URL_S3', between.endpoint);
    const buckets = openS3Bucket(process.env);
    return {
      source: createBucketSource({
        name: 's3://trail-logs/',
        everyMs: EVERY,
        clock,
        bucket: {
          list: (since, until) => buckets.list(place, { since, until, regions: undefined }),
          fetch: (addresses) => buckets.fetch(place.bucket, addresses),
        },
        onProblem: unread,
      }),
      put: async (name, records) => {
        const key = `AWSLogs/123456789012/CloudTrail/us-east-1/2026/03/02/${name}.json.gz`;
        s3.objects.set(key, gzipSync(JSON.stringify({ Records: records })));
      },
      setFault: faultSetter(between),
      passTime: async () => clock.advance(EVERY),
      close: async () => {
        buckets.close();
        vi.unstubAllEnvs();
        await Promise.all([between.close(), s3.close()]);
      },
    };
  },
);

describeSource(
  'a queue',
  () => TIME,
  async () => {
    const queue = await startQueue();
    const between = await startFaultPoint(queue.endpoint);
    const client = new SQSClient(clientOptions(between));
    return {
      source: createQueueSource({
        client,
        queueUrl: `${between.endpoint}/123456789012/sign-ins`,
        signal: new AbortController().signal,
        onForeign: unread,
        readObjects: () => Promise.reject(new Error('no notice of objects was put into it')),
      }),
      put: async (_, records) => {
        for (const one of records) queue.put(JSON.stringify(one));
      },
      setFault: faultSetter(between),
      passTime: async () => queue.showAgain(),
      close: async () => {
        client.destroy();
        await Promise.all([between.close(), queue.close()]);
      },
    };
  },
);

import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { AccountClient } from '@aws-sdk/client-account';
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { fieldAt, fieldsOf } from '../../src/signin/fields.ts';
import { parseJson } from '../../src/signin/parseJson.ts';
import { closed, listenLocally } from './localServer.ts';
import type { RecordFields } from './records.ts';

/** A trail as DescribeTrails, GetTrailStatus and GetEventSelectors tell of it; times in epoch seconds. */
export type FakeTrail = {
  readonly trail: RecordFields;
  readonly status: RecordFields;
  readonly selectors: RecordFields;
};

/** One request that arrived. */
export type TrailCall = {
  readonly action: string;
  readonly region: string;
  readonly input: unknown;
};

/**
 * As much of CloudTrail's API as loginbell asks for, and ListRegions of account management, over HTTP on
 * 127.0.0.1. One server stands for all regions: it reads the region from the request's signature.
 */
export type TestCloudTrail = {
  readonly endpoint: string;
  /** The event history: records by region. */
  readonly events: Map<string, RecordFields[]>;
  readonly trails: FakeTrail[];
  /** What ListRegions lists. */
  regions: string[];
  readonly calls: TrailCall[];
  /** An error code and message to answer with, for a call that it picks. */
  refuse: (call: TrailCall) => readonly [code: string, message: string] | undefined;
  client(region?: string): CloudTrailClient;
  accountClient(): AccountClient;
  close(): Promise<void>;
};

/** A trail as it should be: multi-region, logging, delivering to this log group (ARN). */
export function healthyTrail(arn: string, logGroupArn: string): FakeTrail {
  return {
    trail: {
      TrailARN: arn,
      IsMultiRegionTrail: true,
      CloudWatchLogsLogGroupArn: `${logGroupArn}:*`,
    },
    status: { IsLogging: true, LatestCloudWatchLogsDeliveryTime: Date.now() / 1000 },
    selectors: { EventSelectors: [{ IncludeManagementEvents: true, ReadWriteType: 'All' }] },
  };
}

export async function startCloudTrail(): Promise<TestCloudTrail> {
  const clients: { destroy(): void }[] = [];
  const kept = <T extends { destroy(): void }>(client: T): T => {
    clients.push(client);
    return client;
  };
  const server = createServer(async (request, response) => {
    const call = await callOf(request);
    if (call.action === 'GetCallerIdentity') {
      response.writeHead(200, { 'content-type': 'text/xml' }).end(WHO_AM_I);
      return;
    }
    test.calls.push(call);
    const refusal = test.refuse(call);
    const answer = refusal ? undefined : answerTo(call, test);
    const [code, message] = refusal ?? ['UnsupportedOperationException', call.action];
    response
      .writeHead(answer ? 200 : code.startsWith('Internal') ? 500 : 400, {
        'content-type': 'application/x-amz-json-1.1',
        ...(answer ? {} : { 'x-amzn-errortype': code }),
      })
      .end(JSON.stringify(answer ?? { __type: code, message }));
  });
  const endpoint = await listenLocally(server);
  const common = {
    endpoint,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  };
  const test: TestCloudTrail = {
    endpoint,
    events: new Map(),
    trails: [],
    regions: ['us-east-1'],
    calls: [],
    refuse: () => undefined,
    client: (region = 'us-east-1') => kept(new CloudTrailClient({ ...common, region })),
    accountClient: () => kept(new AccountClient({ ...common, region: 'us-east-1' })),
    close: async () => {
      for (const client of clients) client.destroy();
      server.closeAllConnections();
      await closed(server);
    },
  };
  return test;
}

/** STS's answer, whoever asks. */
const WHO_AM_I = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
<Arn>arn:aws:iam::123456789012:user/test</Arn><UserId>AIDATEST</UserId><Account>123456789012</Account>
</GetCallerIdentityResult></GetCallerIdentityResponse>`;

async function callOf(request: IncomingMessage): Promise<TrailCall> {
  const body = await text(request);
  const action = new URLSearchParams(body).get('Action');
  const target = String(request.headers['x-amz-target'] ?? action ?? request.url);
  return {
    action: target.split(/[./]/).at(-1) ?? '',
    region: /Credential=[^/]+\/\d+\/([^/]+)\//.exec(request.headers.authorization ?? '')?.[1] ?? '',
    // Other services' clients are answered too, with a refusal.
    input: parseJson(body),
  };
}

function answerTo(call: TrailCall, test: TestCloudTrail): object | undefined {
  const named = (key: string) =>
    test.trails.find(({ trail }) => trail['TrailARN'] === fieldAt(call.input, key));
  switch (call.action) {
    case 'LookupEvents':
      return lookUp(call.input, test.events.get(call.region) ?? []);
    case 'DescribeTrails':
      return { trailList: test.trails.map(({ trail }) => trail) };
    case 'GetTrail':
      return { Trail: named('Name')?.trail };
    case 'GetTrailStatus':
      return named('Name')?.status;
    case 'GetEventSelectors':
      return named('TrailName')?.selectors;
    case 'listRegions':
      return {
        Regions: test.regions.map((RegionName) => {
          return { RegionName, RegionOptStatus: 'ENABLED_BY_DEFAULT' };
        }),
      };
    default:
      return undefined;
  }
}

/** Newest first, as many as asked for, from where the token says. */
function lookUp(input: unknown, records: readonly RecordFields[]): object {
  const { StartTime, EndTime, MaxResults, NextToken, LookupAttributes } = fieldsOf(input);
  const [filter] = Array.isArray(LookupAttributes) ? LookupAttributes : [];
  const field = { EventName: 'eventName', EventSource: 'eventSource', EventId: 'eventID' }[
    String(fieldAt(filter, 'AttributeKey'))
  ];
  const at = (record: RecordFields) => Date.parse(String(record['eventTime'])) / 1000;
  const found = records
    .filter((record) => at(record) >= Number(StartTime) && at(record) <= Number(EndTime))
    .filter((record) => !field || record[field] === fieldAt(filter, 'AttributeValue'))
    .sort((a, b) => at(b) - at(a));
  const start = Number(NextToken ?? 0);
  const end = start + Number(MaxResults ?? 50);
  return {
    Events: found.slice(start, end).map((record) => ({
      EventId: record['eventID'],
      EventName: record['eventName'],
      EventSource: record['eventSource'],
      EventTime: at(record),
      CloudTrailEvent: JSON.stringify(record),
    })),
    ...(end < found.length ? { NextToken: String(end) } : {}),
  };
}

import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterEach, describe, expect, it } from 'vitest';
import { AwsRefusal } from '../../src/aws/awsRefusal.ts';
import { type AwsRequest, createAwsRequests } from '../../src/aws/awsRequests.ts';
import { createFakeClock } from '../fakes/fakeClock.ts';
import { closed, listenLocally } from '../fakes/localServer.ts';

const CREDENTIALS = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'a/secret+key',
  sessionToken: 'token/+=',
};
const NOW = '2026-03-02T09:04:05Z';
const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await closed(server);
});

type Seen = { readonly request: IncomingMessage; readonly body: string };

/** A service that answers as told, and requests to it. */
async function service(answer: (seen: Seen, response: ServerResponse, call: number) => void) {
  const calls: Seen[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const seen = { request, body: Buffer.concat(parts).toString() };
      calls.push(seen);
      answer(seen, response, calls.length);
    });
  });
  servers.push(server);
  const endpoint = await listenLocally(server);
  const clock = { ...createFakeClock(NOW), sleep: async () => undefined };
  const environment = {
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    AWS_SESSION_TOKEN: CREDENTIALS.sessionToken,
    AWS_ENDPOINT_URL: endpoint,
  };
  const requests = createAwsRequests({ environment, clock, random: () => 0 });
  return { calls, requests, endpoint, server };
}

const query = (changes: Partial<AwsRequest> = {}): AwsRequest => ({
  service: 'dynamodb',
  operation: 'UpdateItem',
  headers: {
    'Content-Type': 'application/x-amz-json-1.0',
    'X-Amz-Target': 'DynamoDB_20120810.UpdateItem',
  },
  body: JSON.stringify({ name: 'ログイン 🔔 "quoted" & more' }),
  ...changes,
});

type Data = string | ArrayBuffer | ArrayBufferView;

function bytesOf(data: Data): Buffer {
  if (typeof data === 'string') return Buffer.from(data);
  return ArrayBuffer.isView(data)
    ? Buffer.from(data.buffer, data.byteOffset, data.byteLength)
    : Buffer.from(data);
}

/** Node's hashes in the form that AWS's signer wants. */
class Sha256 {
  private readonly hash: ReturnType<typeof createHmac> | ReturnType<typeof createHash>;
  constructor(secret?: Data) {
    this.hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytesOf(secret));
  }
  update(data: Data): void {
    this.hash.update(bytesOf(data));
  }
  async digest(): Promise<Uint8Array> {
    return new Uint8Array(this.hash.digest());
  }
}

/** What AWS's own signer makes of what arrived. */
async function expectedSignature({ request, body }: Seen, name: string): Promise<string> {
  const signer = new SignatureV4({
    service: name,
    region: 'eu-west-1',
    credentials: CREDENTIALS,
    sha256: Sha256,
    applyChecksum: false,
  });
  const signedHeaders =
    /SignedHeaders=([^,]+)/.exec(request.headers.authorization ?? '')?.[1] ?? '';
  const headers = Object.fromEntries(
    signedHeaders.split(';').map((header) => [header, String(request.headers[header])]),
  );
  const { host = '' } = request.headers;
  const signed = await signer.sign(
    { method: 'POST', protocol: 'http:', hostname: host, path: '/', headers, query: {}, body },
    { signingDate: new Date(NOW) },
  );
  return String(signed.headers['authorization']);
}

describe('a request to AWS', () => {
  it.each([
    ['dynamodb', query()],
    [
      'sns',
      query({
        service: 'sns',
        operation: 'Publish',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8' },
        body: 'Action=Publish&Subject=%E3%83%AD',
      }),
    ],
  ])("of %s bears the signature that AWS's own signer makes", async (name, request) => {
    const { calls, requests } = await service((_, response) => response.end('{}'));
    await requests.send(request);
    const [seen] = calls;
    if (seen === undefined) throw new Error('nothing arrived');
    expect(seen.request.headers['x-amz-security-token']).toBe(CREDENTIALS.sessionToken);
    expect(seen.request.headers.authorization).toBe(await expectedSignature(seen, name));
  });

  it('keeps its connection for the next', async () => {
    const { calls, requests } = await service((_, response) => response.end('{}'));
    for (let i = 0; i < 3; i += 1) await requests.send(query());
    expect(new Set(calls.map(({ request }) => request.socket)).size).toBe(1);
  });

  it.each([
    ['a fault of the service', 500, '{"__type":"x#InternalServerError"}'],
    ['throttling', 400, '{"__type":"x#ThrottlingException"}'],
  ])('is tried again after %s, four times in all', async (_, status, body) => {
    const { calls, requests } = await service((__, response) => {
      response.writeHead(status).end(body);
    });
    await expect(requests.send(query())).rejects.toThrow(AwsRefusal);
    expect(calls).toHaveLength(4);
  });

  it('is tried again where no answer came', async () => {
    const { calls, requests } = await service(({ request }, response, call) => {
      if (call < 3) request.socket.destroy();
      else response.end('{"done":true}');
    });
    expect(await requests.send(query())).toBe('{"done":true}');
    expect(calls).toHaveLength(3);
  });

  it('that may happen once is not, since it may have happened', async () => {
    const { calls, requests } = await service(({ request }) => request.socket.destroy());
    await expect(requests.send(query({ once: true }))).rejects.toThrow(
      /UpdateItem: .* did not answer/,
    );
    expect(calls).toHaveLength(1);
    const slow = await service(() => undefined);
    await expect(slow.requests.send(query({ once: true, timeoutMs: 50 }))).rejects.toThrow(
      /no answer within 0.05 s/,
    );
    expect(slow.calls).toHaveLength(1);
  });

  it('that may happen once is tried again after a refusal, which surely did nothing', async () => {
    const { calls, requests } = await service((_, response, call) => {
      if (call === 1)
        response
          .writeHead(400)
          .end(
            '<ErrorResponse><Error><Code>Throttling</Code><Message>Rate exceeded</Message></Error></ErrorResponse>',
          );
      else response.end('ok');
    });
    await requests.send(query({ once: true }));
    expect(calls).toHaveLength(2);
  });

  it("says AWS's own word, reason and request in its error", async () => {
    const { requests } = await service((_, response) => {
      response
        .writeHead(400, { 'x-amzn-requestid': 'REQ-1' })
        .end(
          '{"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException","message":"The conditional request failed","Item":{"a":{"S":"b"}}}',
        );
    });
    const error: unknown = await requests.send(query()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      name: 'ConditionalCheckFailedException',
      message:
        'UpdateItem: ConditionalCheckFailedException: The conditional request failed (request REQ-1)',
      Item: { a: { S: 'b' } },
    });
  });

  it('corrects a clock that is off by the time of the answer, once', async () => {
    const { calls, requests } = await service((_, response, call) => {
      response.setHeader('Date', 'Mon, 02 Mar 2026 10:00:00 GMT');
      if (call === 1) {
        response
          .writeHead(400)
          .end(
            '{"__type":"x#InvalidSignatureException","message":"Signature expired: 20260302T090405Z is now earlier than 20260302T094500Z"}',
          );
      } else response.end('{}');
    });
    await requests.send(query());
    expect(calls.map(({ request }) => request.headers['x-amz-date'])).toEqual([
      '20260302T090405Z',
      '20260302T100000Z',
    ]);
  });

  it('goes to the region and the suffix of its partition where no endpoint is given', async () => {
    const environment = {
      AWS_REGION: 'cn-north-1',
      URL_SUFFIX: 'invalid.example',
      AWS_ACCESS_KEY_ID: 'a',
      AWS_SECRET_ACCESS_KEY: 'b',
    };
    const clock = { ...createFakeClock(NOW), sleep: async () => undefined };
    const requests = createAwsRequests({ environment, clock });
    await expect(requests.send(query({ once: true }))).rejects.toThrow(
      /dynamodb\.cn-north-1\.invalid\.example/,
    );
  });
});

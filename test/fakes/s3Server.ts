import { createServer } from 'node:http';
import { escapeHtml } from '../../src/notice/renderHtml.ts';
import { closed, listenLocally } from './localServer.ts';

/** A bucket on 127.0.0.1: HeadBucket, ListObjectsV2 and GetObject, as far as the archive reader uses them. */
export type TestS3 = {
  readonly endpoint: string;
  /** By key; a text that begins with `!` is an error code that GetObject answers with. */
  readonly objects: Map<string, Buffer | `!${string}`>;
  /** Keys of which the next answer ends in the middle. */
  readonly cut: Set<string>;
  /** Storage classes by key. */
  readonly classes: Map<string, string>;
  /** `GET /bucket?…` and `GET /bucket/key`, decoded. */
  readonly requests: string[];
  /** Answers the next so many requests with 503 SlowDown. */
  slowDowns: number;
  /** What HeadBucket says where the bucket stands. */
  region: string;
  close(): Promise<void>;
};

const PAGE = 1000;

export async function startS3(bucket: string): Promise<TestS3> {
  const test = {
    objects: new Map<string, Buffer | `!${string}`>(),
    cut: new Set<string>(),
    classes: new Map<string, string>(),
    requests: [] as string[],
    slowDowns: 0,
    region: 'us-east-1',
  };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://local');
    const path = decodeURIComponent(url.pathname).slice(1);
    const key = path.slice(bucket.length + 1);
    test.requests.push(`${path}${url.search}`);
    const fail = (status: number, code: string) => {
      response.writeHead(status, { 'Content-Type': 'application/xml' });
      response.end(`<Error><Code>${code}</Code><Message>${code}</Message></Error>`);
    };
    if (test.slowDowns > 0) {
      test.slowDowns -= 1;
      fail(503, 'SlowDown');
    } else if (path !== bucket && !path.startsWith(`${bucket}/`)) fail(404, 'NoSuchBucket');
    else if (request.method === 'HEAD') {
      response.writeHead(200, { 'x-amz-bucket-region': test.region }).end();
    } else if (key === '') {
      response.writeHead(200, { 'Content-Type': 'application/xml' });
      response.end(listing(url.searchParams));
    } else {
      const body = test.objects.get(key);
      if (body === undefined) fail(404, 'NoSuchKey');
      else if (typeof body === 'string') fail(403, body.slice(1));
      else if (test.cut.delete(key)) {
        response.writeHead(200, { 'Content-Length': body.length });
        response.write(body.subarray(0, body.length >> 1), () => response.destroy());
      } else {
        response.writeHead(200, { 'Content-Length': body.length });
        response.end(body);
      }
    }
  });

  function listing(query: URLSearchParams): string {
    const prefix = query.get('prefix') ?? '';
    const delimiter = query.get('delimiter');
    const after = query.get('continuation-token') ?? query.get('start-after') ?? '';
    const keys = [...test.objects.keys()].filter((key) => key.startsWith(prefix)).sort();
    const folders = new Set<string>();
    const contents: string[] = [];
    let last = '';
    let isTruncated = false;
    for (const key of keys) {
      if (key <= after) continue;
      const end = delimiter === null ? -1 : key.indexOf(delimiter, prefix.length);
      if (end >= 0) {
        folders.add(key.slice(0, end + 1));
        continue;
      }
      if (contents.length === PAGE) {
        isTruncated = true;
        break;
      }
      last = key;
      const body = test.objects.get(key) ?? '';
      contents.push(
        `<Contents><Key>${escapeHtml(key)}</Key><Size>${body.length}</Size><StorageClass>${test.classes.get(key) ?? 'STANDARD'}</StorageClass></Contents>`,
      );
    }
    const prefixes = [...folders].map(
      (one) => `<CommonPrefixes><Prefix>${escapeHtml(one)}</Prefix></CommonPrefixes>`,
    );
    return `<?xml version="1.0"?><ListBucketResult><IsTruncated>${isTruncated}</IsTruncated>${isTruncated ? `<NextContinuationToken>${escapeHtml(last)}</NextContinuationToken>` : ''}${contents.join('')}${prefixes.join('')}</ListBucketResult>`;
  }

  return Object.assign(test, {
    endpoint: await listenLocally(server),
    close: () => {
      server.closeAllConnections();
      return closed(server);
    },
  });
}

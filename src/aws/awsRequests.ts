import http from 'node:http';
import https from 'node:https';
import { sign } from 'aws4';
import type { Clock } from '../bell/ports.ts';
import { AwsRefusal, UnansweredRequest } from './awsRefusal.ts';
import { kindOf } from './errorKinds.ts';

/** One call of an AWS service, before it is signed. */
export type AwsRequest = {
  readonly service: 'dynamodb' | 'sns' | 'organizations';
  /** For people, in messages: `UpdateItem`. */
  readonly operation: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /**
   * Sent again only where the first try surely did nothing: after a refusal, or where no connection came about.
   * @default false
   */
  readonly once?: boolean;
  /** How long one try may take, in milliseconds. @default 5000 */
  readonly timeoutMs?: number;
};

/** Sends calls; resolves with the answer's text. Rejects with `AwsRefusal` or `UnansweredRequest`. */
export type AwsRequests = { send(request: AwsRequest): Promise<string> };

export type AwsRequestsDeps = {
  /** `AWS_REGION`, credentials, and where the services are (`AWS_ENDPOINT_URL…`, `URL_SUFFIX`). */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** From 0 up to 1, for the spread of retries. */
  readonly random?: () => number;
};

const TRIES = 4;
const TIMEOUT_MS = 5000;
/** A kept connection that was idle for longer (milliseconds) may be gone: a worker may have been frozen since. */
const IDLE_MS = 4000;
type Answer = {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
};

/**
 * Signed requests (Signature Version 4) over kept connections. Network faults, 5xx and throttling are tried again, four
 * tries in all, further and further apart; a clock that is off is corrected by the answer's `Date`, once.
 */
export function createAwsRequests(deps: AwsRequestsDeps): AwsRequests {
  const { environment, clock, random = Math.random } = deps;
  const { connect } = createConnections(clock);
  /** How far the service's clock is ahead of ours, in milliseconds. */
  let ahead = 0;

  async function tryOnce(request: AwsRequest): Promise<string> {
    const answer = await connect(signed(request, environment, clock.now() + ahead), request);
    if (answer.status >= 200 && answer.status < 300) return answer.text;
    throw new AwsRefusal(request.operation, answer.status, answer.headers, answer.text);
  }

  return {
    send: async (request) => {
      for (let tries = 1; ; tries += 1) {
        try {
          return await tryOnce(request);
        } catch (error) {
          if (tries === TRIES) throw error;
          const skew = error instanceof AwsRefusal ? skewIn(error, clock.now()) : undefined;
          if (skew !== undefined && ahead === 0) {
            ahead = skew;
            continue;
          }
          if (!mayRepeat(error, request.once === true)) throw error;
          await clock.sleep(Math.round(random() * 50 * 2 ** tries));
        }
      }
    },
  };
}

function mayRepeat(error: unknown, once: boolean): boolean {
  if (error instanceof AwsRefusal) {
    if (kindOf(error) === 'throttled') return true;
    return error.status >= 500 && !once;
  }
  return error instanceof UnansweredRequest && (!once || error.isUnsent);
}

function skewIn(error: AwsRefusal, now: number): number | undefined {
  if (kindOf(error) !== 'wrong-clock' || error.date === undefined) return undefined;
  const theirs = Date.parse(error.date);
  return Number.isNaN(theirs) ? undefined : theirs - now;
}

type Signed = {
  readonly url: URL;
  readonly headers: http.OutgoingHttpHeaders;
  readonly body: string;
};

function signed(
  { service, headers, body }: AwsRequest,
  environment: AwsRequestsDeps['environment'],
  at: number,
): Signed {
  const region = environment['AWS_REGION'] ?? 'us-east-1';
  const url = endpointOf(service, region, environment);
  const request = sign(
    {
      service,
      region,
      method: 'POST',
      host: url.host,
      path: '/',
      headers: { ...headers, 'X-Amz-Date': amzDate(at) },
      body,
    },
    {
      accessKeyId: environment['AWS_ACCESS_KEY_ID'] ?? '',
      secretAccessKey: environment['AWS_SECRET_ACCESS_KEY'] ?? '',
      ...(environment['AWS_SESSION_TOKEN']
        ? { sessionToken: environment['AWS_SESSION_TOKEN'] }
        : {}),
    },
  );
  return { url, headers: request.headers ?? {}, body };
}

function endpointOf(
  service: AwsRequest['service'],
  region: string,
  environment: AwsRequestsDeps['environment'],
): URL {
  const given =
    environment[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] || environment['AWS_ENDPOINT_URL'];
  const suffix = environment['URL_SUFFIX'] || 'amazonaws.com';
  return new URL(given || `https://${service}.${region}.${suffix}`);
}

/** `20260302T090405Z` */
function amzDate(at: number): string {
  return new Date(at).toISOString().replace(/[-:]|\.\d{3}/g, '');
}

/** Connections that are kept for the next call, as long as they can be trusted to be there still. */
function createConnections(clock: Clock) {
  const fresh = () => ({
    'http:': new http.Agent({ keepAlive: true }),
    'https:': new https.Agent({ keepAlive: true }),
  });
  let agents = fresh();
  let lastUsed = clock.now();

  function agentFor(url: URL): http.Agent {
    const now = clock.now();
    if (now - lastUsed > IDLE_MS) {
      for (const agent of Object.values(agents)) agent.destroy();
      agents = fresh();
    }
    lastUsed = now;
    return url.protocol === 'http:' ? agents['http:'] : agents['https:'];
  }

  return {
    connect: ({ url, headers, body }: Signed, { operation, timeoutMs = TIMEOUT_MS }: AwsRequest) =>
      new Promise<Answer>((resolve, reject) => {
        let isConnected = false;
        const fail = (cause: unknown) =>
          reject(new UnansweredRequest(operation, url.host, cause, !isConnected));
        const options = { method: 'POST', headers, agent: agentFor(url) };
        const call = (url.protocol === 'http:' ? http : https).request(url, options, (answer) => {
          const parts: Buffer[] = [];
          answer.on('data', (part: Buffer) => parts.push(part));
          answer.on('error', fail);
          answer.on('end', () => {
            lastUsed = clock.now();
            const { statusCode: status = 0 } = answer;
            resolve({ status, headers: answer.headers, text: Buffer.concat(parts).toString() });
          });
        });
        const timer = setTimeout(
          () => call.destroy(new Error(`no answer within ${timeoutMs / 1000} s`)),
          timeoutMs,
        );
        call.on('socket', (socket) => {
          if (!socket.connecting) isConnected = true;
          else
            socket.once(url.protocol === 'http:' ? 'connect' : 'secureConnect', () => {
              isConnected = true;
            });
        });
        call.on('error', fail);
        call.on('close', () => clearTimeout(timer));
        call.end(body);
      }),
  };
}

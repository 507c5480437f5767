import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { closed, listenLocally } from './localServer.ts';

/** One call of an AWS API. Inputs of the Query protocol come flat: `Parameters.member.1.ParameterKey`. */
export type AwsCall = {
  readonly service: string;
  readonly action: string;
  readonly region: string;
  readonly input: Readonly<Record<string, unknown>>;
};

/** What a service answers: its output, or an error to answer with. Maps of the Query protocol are `{ $map: … }`. */
export type AwsAnswer = object | AwsFault;

export class AwsFault {
  readonly code: string;
  readonly message: string;

  constructor(code: string, message: string) {
    this.code = code;
    this.message = message;
  }
}

/**
 * As many AWS services on 127.0.0.1 as are given, each action a function, in the Query protocol and in JSON. What is not
 * given is refused as AWS refuses it: not authorized.
 */
export type TestAws = {
  readonly endpoint: string;
  readonly calls: AwsCall[];
  /** By `service.Action`; tests may add and replace. */
  readonly answers: Map<string, (call: AwsCall) => AwsAnswer>;
  close(): Promise<void>;
};

export async function startAws(): Promise<TestAws> {
  const calls: AwsCall[] = [];
  const answers: TestAws['answers'] = new Map();
  const server = createServer(async (request, response) => {
    const { call, isQuery } = await callOf(request);
    calls.push(call);
    const answer = answered(call, answers);
    if (answer instanceof AwsFault) {
      const { code, message } = answer;
      response
        .writeHead(400, { 'content-type': isQuery ? 'text/xml' : 'application/x-amz-json-1.1' })
        .end(
          isQuery
            ? `<ErrorResponse>${xml({ Error: { Type: 'Sender', Code: code, Message: message }, RequestId: 'r' })}</ErrorResponse>`
            : JSON.stringify({ __type: code, message }),
        );
      return;
    }
    const { action } = call;
    const body = isQuery
      ? `<${action}Response>${xml({ [`${action}Result`]: answer })}</${action}Response>`
      : JSON.stringify(answer);
    response
      .writeHead(200, { 'content-type': isQuery ? 'text/xml' : 'application/x-amz-json-1.1' })
      .end(body);
  });
  const endpoint = await listenLocally(server);
  return {
    endpoint,
    calls,
    answers,
    close: async () => {
      server.closeAllConnections();
      await closed(server);
    },
  };
}

async function callOf(request: IncomingMessage) {
  const body = await text(request);
  const { authorization = '' } = request.headers;
  const [, region = '', service = ''] =
    /Credential=[^/]+\/\d+\/([^/]+)\/([^/]+)\//.exec(authorization) ?? [];
  const target = request.headers['x-amz-target'];
  // ListRegions of account management is REST: its name stands in the path.
  const isRest = target === undefined && request.url === '/listRegions';
  const isQuery = target === undefined && !isRest;
  const form = new URLSearchParams(isQuery ? body : '');
  const input: Record<string, unknown> = isQuery ? Object.fromEntries(form) : JSON.parse(body);
  const action = isQuery
    ? (form.get('Action') ?? '')
    : isRest
      ? 'ListRegions'
      : (String(target).split('.').at(-1) ?? '');
  return { isQuery, call: { service, region, action, input } };
}

/** What a test's own answer throws is answered too, so that no client waits for it. */
function answered(call: AwsCall, answers: TestAws['answers']): AwsAnswer {
  try {
    return answers.get(`${call.service}.${call.action}`)?.(call) ?? denial(call);
  } catch (error) {
    return new AwsFault('DefectOfTheFake', error instanceof Error ? error.message : String(error));
  }
}

function denial({ service, action }: AwsCall): AwsFault {
  const user = 'arn:aws:iam::111122223333:user/alice';
  return new AwsFault(
    'AccessDenied',
    `User: ${user} is not authorized to perform: ${service}:${action} on resource: *`,
  );
}

function xml(value: unknown): string {
  if (Array.isArray(value)) return value.map((one) => `<member>${xml(one)}</member>`).join('');
  if (typeof value !== 'object' || value === null) {
    return String(value).replace(/[&<>]/g, (letter) => `&#${letter.charCodeAt(0)};`);
  }
  return Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .map(([key, inner]) =>
      key === '$map'
        ? Object.entries(Object(inner))
            .map(([k, v]) => `<entry><key>${xml(k)}</key><value>${xml(v)}</value></entry>`)
            .join('')
        : `<${key}>${xml(inner)}</${key}>`,
    )
    .join('');
}

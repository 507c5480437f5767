import { createServer } from 'node:http';
import { SNSClient } from '@aws-sdk/client-sns';
import { closed, listenLocally } from './localServer.ts';

export type Published = {
  readonly subject: string;
  /** The payload of each protocol. */
  readonly message: Readonly<Record<string, string>>;
  readonly attributes: Readonly<Record<string, string>>;
  /** When it arrived, milliseconds since the epoch. */
  readonly at: number;
};

/** As much of SNS's API as publishing needs, over HTTP on 127.0.0.1, with SNS's own limits on subjects. */
export type TestSns = {
  readonly client: SNSClient;
  readonly endpoint: string;
  readonly published: Published[];
  /** An error code and message to answer with, for a publish that it picks. */
  refuse: (subject: string) => readonly [code: string, message: string] | undefined;
  close(): Promise<void>;
};

export async function startSns(): Promise<TestSns> {
  const published: Published[] = [];
  const test: Pick<TestSns, 'refuse'> = { refuse: () => undefined };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const form = new URLSearchParams(Buffer.concat(chunks).toString());
      const subject = form.get('Subject') ?? '';
      const refusal = test.refuse(subject) ?? refusalOf(form.get('Action'), subject);
      if (refusal !== undefined) {
        const [code, message] = refusal;
        const body = `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r</RequestId></ErrorResponse>`;
        response.writeHead(400, { 'content-type': 'text/xml' }).end(body);
        return;
      }
      const message: unknown = JSON.parse(form.get('Message') ?? '{}');
      published.push({
        subject,
        message: Object.fromEntries(
          Object.entries(Object(message)).map(([k, v]) => [k, String(v)]),
        ),
        attributes: attributesOf(form),
        at: Date.now(),
      });
      const body = `<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>${published.length}</MessageId></PublishResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></PublishResponse>`;
      response.writeHead(200, { 'content-type': 'text/xml' }).end(body);
    });
  });
  const endpoint = await listenLocally(server);
  const client = new SNSClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  return Object.assign(test, {
    client,
    endpoint,
    published,
    close: async () => {
      client.destroy();
      server.closeAllConnections();
      await closed(server);
    },
  });
}

function refusalOf(action: string | null, subject: string): readonly [string, string] | undefined {
  if (action !== 'Publish') return ['InvalidAction', `no ${action} here`];
  const fits = [...subject].length <= 100 && !/[\p{Cc}\n]/u.test(subject);
  return fits ? undefined : ['InvalidParameter', 'Invalid parameter: Subject'];
}

function attributesOf(form: URLSearchParams): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (let i = 1; form.has(`MessageAttributes.entry.${i}.Name`); i += 1) {
    const name = form.get(`MessageAttributes.entry.${i}.Name`) ?? '';
    attributes[name] = form.get(`MessageAttributes.entry.${i}.Value.StringValue`) ?? '';
  }
  return attributes;
}

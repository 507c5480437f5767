/**
 * The packed function against moto's DynamoDB, SNS and SQS, a second implementation of AWS that nobody here wrote:
 * `node test/e2e/moto.ts`. Needs Python 3 and, the first time, a package index.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { fieldAt } from '../../src/signin/fields.ts';
import { awslogsEvent } from '../fakes/awslogs.ts';
import { TABLE } from '../fakes/dynamoDb.ts';
import { functionEnvironment } from '../fakes/functionEnvironment.ts';
import { type Checks, runChecks } from './checks.ts';
import { eventually } from './eventually.ts';
import { freePort } from './freePort.ts';
import { startGroup } from './processGroup.ts';
import { pythonVenv } from './pythonVenv.ts';
import { loadRows } from './rows.ts';
import { allKinds, BURST_SUBJECTS, burst } from './signIns.ts';
import { readNotification, zipFileOf } from './template.ts';

const MOTO = 'moto[server]==5.2.5';
const TableName = 'ConsoleLoginEventDataTable-moto';
const CREDENTIALS = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
};

await runChecks(async (checks) => {
  const folder = mkdtempSync(join(tmpdir(), 'loginbell-moto-'));
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const python = pythonVenv('moto-venv', [MOTO]);
  const server = startGroup(python, ['-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)], {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', HOME: folder, LANG: 'C.UTF-8' },
  });
  try {
    await eventually('moto listens', async () => {
      if (server.hasEnded()) throw new Error(`moto ended:\n${server.output()}`);
      return fetch(endpoint).then(
        () => true,
        () => undefined,
      );
    });
    await ringsOn(checks, endpoint, folder);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true });
  }
});

async function ringsOn(checks: Checks, endpoint: string, folder: string): Promise<void> {
  const dynamoDb = new DynamoDBClient({ endpoint, ...CREDENTIALS });
  await dynamoDb.send(new CreateTableCommand({ TableName, ...TABLE }));
  const mailbox = await subscribedTopic(endpoint);

  const file = join(folder, 'index.js');
  writeFileSync(file, zipFileOf(readNotification().packed));
  Object.assign(
    process.env,
    functionEnvironment({ dynamoDb: endpoint, sns: endpoint }, TableName),
    {
      TOPIC_ARN: mailbox.topicArn,
      EVENTS: 'AllSignInsAndTampering',
    },
  );
  const load: NodeJS.Require = createRequire(import.meta.url);
  const { handler } = load(file);
  console.info = () => undefined;

  const now = Date.now();
  const examples = [...allKinds(now), ...burst(now)];
  const envelope = awslogsEvent(examples.map(({ message }) => message));
  await handler(envelope, { awsRequestId: 'request-1' });
  const subjects = (await mailbox.receive()).sort();
  const expected = [...examples.flatMap(({ subject }) => subject ?? []), ...BURST_SUBJECTS].sort();
  checks.equal('one envelope of all kinds is told as on the other endpoint', subjects, expected);

  const rows = await loadRows(dynamoDb, TableName);
  checks.equal('every record has its row', rows.size, examples.length);
  const states = [...rows.values()].map((row) => fieldAt(row, 'state'));
  checks.check(
    'every row is settled',
    states.every((state) => state === 'sent' || state === 'folded'),
    states,
  );

  await handler(envelope, { awsRequestId: 'request-2' });
  checks.equal('the same envelope again tells nothing', await mailbox.receive(), []);
  const later = await loadRows(dynamoDb, TableName);
  checks.equal('and changes no row', [...later], [...rows]);
}

/** A topic with a queue subscribed to it, from which the subjects are read. */
async function subscribedTopic(endpoint: string) {
  const [sns, sqs] = [
    new SNSClient({ endpoint, ...CREDENTIALS }),
    new SQSClient({ endpoint, ...CREDENTIALS }),
  ];
  const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'SendEmailTopic-moto' }));
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'mailbox' }));
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  await sns.send(
    new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: Attributes['QueueArn'] }),
  );
  return {
    topicArn: TopicArn,
    receive: async (): Promise<string[]> => {
      const subjects: string[] = [];
      for (;;) {
        const { Messages = [] } = await sqs.send(
          new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
        );
        if (Messages.length === 0) return subjects;
        for (const { Body = '', ReceiptHandle } of Messages) {
          subjects.push(String(fieldAt(JSON.parse(Body), 'Subject')));
          await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
        }
      }
    },
  };
}

import { DeleteTopicCommand } from '@aws-sdk/client-sns';
import { fieldAt } from '../../../src/signin/fields.ts';
import { awslogsEvent } from '../../fakes/awslogs.ts';
import { consoleLogin, eventIdFor } from '../../fakes/records.ts';
import { RETRY_SECONDS } from '../emulatorServer.ts';
import { eventually } from '../eventually.ts';
import { takeMessages } from '../inbox.ts';
import { loadRows } from '../rows.ts';
import { type Bell, invokeLater, type World } from '../world.ts';

/** Somebody deletes the topic: after three tries the envelope waits in the dead-letter queue, whole. */
export async function deadLetters(world: World, bell: Bell): Promise<void> {
  const { checks, clients } = world;
  const { topicArn, deadLetterQueueUrl, tableName } = bell.stack;
  await clients.sns.send(new DeleteTopicCommand({ TopicArn: topicArn }));
  const eventTime = `${new Date(Date.now() - 60_000).toISOString().slice(0, 19)}Z`;
  const event = awslogsEvent([consoleLogin('untellable', { eventTime })]);
  const started = Date.now();
  await invokeLater(world, bell, event);
  const letter = await eventually(
    'the envelope is in the dead-letter queue',
    async () => (await takeMessages(clients, deadLetterQueueUrl))[0],
    { within: (2 * RETRY_SECONDS + 60) * 1000, every: 500 },
  );
  const seconds = Math.round((Date.now() - started) / 1000);
  const parsed: unknown = JSON.parse(letter);
  checks.check(
    `what cannot be told is a dead letter after two retries (${seconds} s)`,
    seconds >= 2 * RETRY_SECONDS,
  );
  checks.equal('it holds the envelope, whole', fieldAt(parsed, 'requestPayload'), event);
  const message = String(fieldAt(parsed, 'responsePayload', 'errorMessage'));
  checks.check(
    'and says why',
    message.includes(`SNS did not take the notice for ${topicArn}`),
    message,
  );
  const rows = await loadRows(clients.dynamoDb, tableName);
  checks.equal(
    'the sign-in itself is stored, as not told',
    rows.get(eventIdFor('untellable'))?.['state'],
    'claimed',
  );
  checks.skip('whether the alarm rings', 'MiniStack publishes no metrics of queues');
}

import { expect, it } from 'vitest';
import { createProcessPace } from '../../src/aws/rateLimiter.ts';
import { createSnsNotifier } from '../../src/aws/snsNotifier.ts';
import { createSdkSnsPublish } from '../../src/aws/snsSdkPublish.ts';
import { createFakeClock } from '../fakes/fakeClock.ts';
import { startSns } from '../fakes/snsServer.ts';
import { noticeFor } from './notifierContract.ts';

const topicArn = 'arn:aws:sns:us-east-1:123456789012:SendEmailTopic-ab0925cd';

it('the SNS notifier publishes fewer than ten messages a second, however many wait', async () => {
  const sns = await startSns();
  const clock = createFakeClock();
  const times: number[] = [];
  const spaced = {
    ...clock,
    sleep: async (ms: number) => {
      times.push(clock.now() + ms);
    },
  };
  const notifier = createSnsNotifier({
    publish: createSdkSnsPublish(sns.client),
    topicArn,
    clock: spaced,
    pace: createProcessPace(spaced),
  });
  await Promise.all(Array.from({ length: 30 }, (_, i) => notifier.send(noticeFor(`n${i}`))));
  const busiest = Math.max(
    ...times.map((from) => times.filter((at) => at >= from && at < from + 1000).length),
  );
  expect(sns.published).toHaveLength(30);
  expect(busiest).toBeLessThan(10);
  await sns.close();
});

it('the SNS notifier names the topic and the reason when SNS refuses', async () => {
  const sns = await startSns();
  sns.refuse = () => ['AuthorizationError', 'not authorized to publish'];
  const clock = createFakeClock();
  const pace = createProcessPace(clock);
  const notifier = createSnsNotifier({
    publish: createSdkSnsPublish(sns.client),
    topicArn,
    clock,
    pace,
  });
  await expect(notifier.send(noticeFor('a'))).rejects.toMatchObject({
    code: 'notifier-failed',
    message: expect.stringMatching(/SendEmailTopic-ab0925cd.*not authorized/),
  });
  await sns.close();
});

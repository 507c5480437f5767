import { gzipSync } from 'node:zlib';

/** What CloudWatch Logs sends to a function, for these messages (objects become JSON). */
export function awslogsEvent(messages: readonly unknown[], messageType = 'DATA_MESSAGE'): unknown {
  const payload = {
    messageType,
    owner: '123456789012',
    logGroup: 'aws-cloudtrail-loggroup-123456789012-ab0925cd',
    logStream: '123456789012_CloudTrail_us-east-1',
    subscriptionFilters: ['ConsoleLogin'],
    logEvents: messages.map((message, i) => ({
      id: `${37_000 + i}`,
      timestamp: Date.now(),
      message: typeof message === 'string' ? message : JSON.stringify(message),
    })),
  };
  return { awslogs: { data: gzipSync(JSON.stringify(payload)).toString('base64') } };
}

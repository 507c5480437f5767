import { createServer, type Socket } from 'node:net';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { TIMEOUTS } from '../../src/aws/timeouts.ts';
import { closed, listenLocally } from '../fakes/localServer.ts';

it('a request that AWS never answers is given up, not waited for', async () => {
  const sockets: Socket[] = [];
  const silent = createServer((socket) => sockets.push(socket));
  const endpoint = await listenLocally(silent);
  const client = new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
    requestHandler: { ...TIMEOUTS, requestTimeout: 50 },
  });
  const get = new GetItemCommand({ TableName: 'table', Key: { eventID: { S: 'a' } } });
  await expect(client.send(get)).rejects.toMatchObject({ name: 'TimeoutError' });
  client.destroy();
  for (const socket of sockets) socket.destroy();
  await closed(silent);
});

import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createOutboxNotifier } from '../../src/local/outboxNotifier.ts';
import { createSmtpNotifier } from '../../src/local/smtpNotifier.ts';
import { startSmtpServer } from '../fakes/smtpServer.ts';
import { describeMailNotifier, noticeFor } from './notifierContract.ts';

const addresses = { from: 'bell@example.com', to: ['you@example.com'] };

describeMailNotifier('outbox', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'loginbell-outbox-'));
  const folder = join(parent, 'outbox');
  return {
    notifier: createOutboxNotifier({ folder, addresses }),
    received: async () =>
      Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name)))),
    breakDown: async () => {
      await rm(folder, { recursive: true, force: true });
      await writeFile(folder, 'a file where the folder should be');
    },
    close: () => rm(parent, { recursive: true }),
  };
});

describeMailNotifier('SMTP', async () => {
  const server = await startSmtpServer();
  const notifier = createSmtpNotifier({ url: server.url, addresses });
  return {
    notifier,
    received: async () => server.received,
    breakDown: async () => {
      server.refusal = new Error('mailbox full');
    },
    close: async () => {
      notifier.close();
      await server.close();
    },
  };
});

it('the outbox holds one file for a notice that is sent twice, and no half-written one', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'loginbell-outbox-'));
  await mkdir(folder, { recursive: true });
  const notifier = createOutboxNotifier({ folder, addresses });
  await Promise.all([notifier.send(noticeFor('a')), notifier.send(noticeFor('b'))]);
  await notifier.send(noticeFor('a'));
  const names = await readdir(folder);
  expect(names).toHaveLength(2);
  expect(names.every((name) => name.endsWith('.eml'))).toBe(true);
  await rm(folder, { recursive: true });
});

it('an unreachable SMTP server is named without its password', async () => {
  const url = 'smtp://user:s3cret-w0rd@127.0.0.1:1';
  const notifier = createSmtpNotifier({ url, addresses });
  const failure = await notifier.send(noticeFor('a')).catch((error: unknown) => error);
  notifier.close();
  expect(String(failure)).toContain('127.0.0.1:1');
  expect(String(failure)).not.toContain('s3cret');
});

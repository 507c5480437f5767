import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createOutboxNotifier } from '../../src/local/outboxNotifier.ts';
import { createSmtpNotifier, parseSmtpUrl } from '../../src/local/smtpNotifier.ts';
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
      server.refuse = () => new Error('mailbox full');
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

it('what the SMTP server takes for one of two is told; the other address is named once', async () => {
  const server = await startSmtpServer();
  const refused: string[] = [];
  const to = ['you@example.com', 'gone@example.com'];
  const notifier = createSmtpNotifier({
    url: server.url,
    addresses: { from: addresses.from, to },
    onRefused: (address, reason) => refused.push(`${address}: ${reason}`),
  });
  server.refuse = (address) =>
    address.startsWith('gone@') ? new Error('no such user') : undefined;
  await notifier.send(noticeFor('a'));
  await notifier.send(noticeFor('b'));
  notifier.close();
  await server.close();
  expect(server.received).toHaveLength(2);
  expect(refused).toEqual([expect.stringMatching(/^gone@example\.com: .*no such user/)]);
});

it('a server that bears one connection gets one, and every mail once', async () => {
  const server = await startSmtpServer({ maxClients: 1 });
  const notifier = createSmtpNotifier({ url: server.url, addresses });
  const ids = Array.from({ length: 12 }, (_, i) => `mail-${i}`);
  const answers = await Promise.allSettled(ids.map((id) => notifier.send(noticeFor(id))));
  notifier.close();
  await server.close();
  expect(answers.filter(({ status }) => status === 'rejected')).toEqual([]);
  expect(server.received).toHaveLength(12);
  expect(new Set(server.received.map(String)).size).toBe(12);
});

it('a password does not go in clear over the network, unless the URL says so', async () => {
  const server = await startSmtpServer();
  const { port } = new URL(server.url);
  const sendTo = async (host: string, query = '') => {
    const url = `smtp://user:s3cret-w0rd@${host}:${port}/${query}`;
    const notifier = createSmtpNotifier({ url, addresses });
    const answer = await notifier.send(noticeFor('a')).then(
      () => 'taken',
      (error: unknown) => String(error),
    );
    notifier.close();
    return answer;
  };
  // The whole of 127.0.0.0/8 is this machine; written as IPv6, the same address is not known to be.
  expect(await sendTo('[::ffff:127.0.0.1]')).toMatch(/STARTTLS/);
  expect(server.authentications).toBe(0);
  expect(await sendTo('[::ffff:127.0.0.1]', '?requireTLS=false')).toBe('taken');
  expect(await sendTo('127.0.0.1')).toBe('taken');
  await server.close();
});

it('what a server repeats of the password is blanked, in each form it was sent', async () => {
  const server = await startSmtpServer();
  const { host } = new URL(server.url);
  const plain = Buffer.from('\0user\0s3cret-w0rd').toString('base64');
  const login = Buffer.from('s3cret-w0rd').toString('base64');
  server.refuse = () => new Error(`you said s3cret-w0rd ${plain} ${login}`);
  const notifier = createSmtpNotifier({ url: `smtp://user:s3cret-w0rd@${host}`, addresses });
  const failure = String(await notifier.send(noticeFor('a')).catch((error: unknown) => error));
  notifier.close();
  await server.close();
  expect(failure).toContain('you said *** *** ***');
});

it('an SMTP URL whose password holds a bare % is refused before anything is sent', () => {
  expect(() => parseSmtpUrl('smtp://user:50%off@mail.example.com')).toThrow('write % as %25');
  expect(parseSmtpUrl('smtp://user:50%25off@mail.example.com')).toContain('50%25off');
});

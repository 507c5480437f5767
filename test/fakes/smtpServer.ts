import { SMTPServer } from 'smtp-server';

/** A real SMTP server on 127.0.0.1 that keeps the mails it takes. */
export type TestSmtpServer = {
  readonly url: string;
  readonly received: Buffer[];
  /** What to answer to RCPT of an address: an error refuses. */
  refuse: (address: string) => Error | undefined;
  /** How often somebody gave a user and a password; any are right. */
  authentications: number;
  close(): Promise<void>;
};

/** `maxClients`: further connections are turned away with 421. */
export async function startSmtpServer(
  options: { readonly maxClients?: number } = {},
): Promise<TestSmtpServer> {
  const received: Buffer[] = [];
  const test: Pick<TestSmtpServer, 'refuse' | 'authentications'> = {
    refuse: () => undefined,
    authentications: 0,
  };
  const server = new SMTPServer({
    ...options,
    authOptional: true,
    allowInsecureAuth: true,
    onAuth: ({ username }, _session, callback) => {
      test.authentications += 1;
      callback(null, { user: username });
    },
    disableReverseLookup: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, callback) => callback(test.refuse(address)),
    onData: (stream, _session, callback) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        received.push(Buffer.concat(chunks));
        callback();
      });
    },
  });
  // A client that is killed resets its connection; that is the client's end, not the server's.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve());
  });
  const address = server.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return Object.assign(test, {
    url: `smtp://127.0.0.1:${port}`,
    received,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
      }),
  });
}

import { createTransport } from 'nodemailer';
import type { Notifier } from '../bell/ports.ts';
import { LoginbellError, reasonOf } from '../errors.ts';
import { type MailAddresses, mailMessage } from './mailMessage.ts';

/** Milliseconds that the server may take to answer, at each step. */
const PATIENCE = 20_000;

export type SmtpNotifier = Notifier & {
  /** Ends the connections; nothing can be sent afterwards. */
  close(): void;
};

/**
 * Delivers notices through an SMTP server, over a few connections that are kept while it works. Resolves
 * when the server has taken the mail for every recipient; rejects with `notifier-failed`, which names the
 * server, what it said and the way out, never the password.
 */
export function createSmtpNotifier(options: {
  /** `smtp://` or `smtps://`, with user and password where the server wants them. */
  readonly url: string;
  readonly addresses: MailAddresses;
}): SmtpNotifier {
  const server = new URL(options.url);
  const transport = createTransport({
    url: options.url,
    pool: true,
    maxConnections: 3,
    connectionTimeout: PATIENCE,
    greetingTimeout: PATIENCE,
    socketTimeout: PATIENCE,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const failure = (reason: string, cause?: unknown) =>
    new LoginbellError(
      'notifier-failed',
      `the SMTP server ${server.host} did not take the mail: ${reason}; check --smtp-url, --from and --to`,
      cause === undefined ? {} : { cause },
    );
  return {
    send: async (notice) => {
      const { rejected } = await transport
        .sendMail(mailMessage(notice, options.addresses))
        .catch((error: unknown) => {
          throw failure(withoutPassword(reasonOf(error), server), error);
        });
      if (rejected.length > 0) throw failure(`it refused ${rejected.length} of the recipients`);
    },
    close: () => transport.close(),
  };
}

/** An `smtp:` or `smtps:` URL with a host. Throws an Error that never repeats the URL, which may hold a password. */
export function parseSmtpUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && /^smtps?:$/.test(url.protocol) && url.hostname !== '') return text;
  throw new Error(
    'not an SMTP URL; write smtp://USER:PASSWORD@mail.example.com:587 or smtps://… into LOGINBELL_SMTP_URL',
  );
}

function withoutPassword(text: string, { password }: URL): string {
  if (password === '') return text;
  return text.replaceAll(password, '***').replaceAll(decodeURIComponent(password), '***');
}

import { createTransport } from 'nodemailer';
import type { Notifier } from '../bell/ports.ts';
import { LoginbellError, reasonOf } from '../errors.ts';
import { type MailAddresses, mailMessage } from './mailMessage.ts';

/** Milliseconds that the server may take until it has greeted. */
const GREETING_PATIENCE = 20_000;
/**
 * Milliseconds that it may take for one answer afterwards. It may think for ten minutes about a mail that it has whole;
 * who goes before then does not know whether it was taken. Source: RFC 5321, 4.5.3.2.6.
 */
const ANSWER_PATIENCE = 600_000;

export type SmtpNotifier = Notifier & {
  /** Ends the connections; nothing can be sent afterwards. */
  close(): void;
};

/**
 * Delivers notices through an SMTP server, over a few connections that are kept while it works. Resolves when the server
 * has taken the mail for one recipient at least: to send it again would tell that one twice. Whom it refused goes to
 * `onRefused`, once an address. Rejects with `notifier-failed`, which names the server, what it said and the way out,
 * never the password. A password goes over TLS or not at all, save to this machine itself or where the URL says
 * `?requireTLS=false`.
 */
export function createSmtpNotifier(options: {
  /** `smtp://` or `smtps://`, with user and password where the server wants them. */
  readonly url: string;
  readonly addresses: MailAddresses;
  /** Hears of an address that the server refuses while it takes others. */
  readonly onRefused?: (address: string, reason: string) => void;
}): SmtpNotifier {
  const server = new URL(options.url);
  const transport = createTransport({
    url: options.url,
    pool: true,
    maxConnections: 3,
    connectionTimeout: GREETING_PATIENCE,
    greetingTimeout: GREETING_PATIENCE,
    socketTimeout: ANSWER_PATIENCE,
    requireTLS: needsTls(server),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const refused = new Set<string>();
  const failure = (reason: string, cause?: unknown) =>
    new LoginbellError(
      'notifier-failed',
      `the SMTP server ${server.host} did not take the mail: ${reason}; check --smtp-url, --from and --to`,
      cause === undefined ? {} : { cause },
    );
  return {
    send: async (notice) => {
      const { rejectedErrors = [] } = await transport
        .sendMail(mailMessage(notice, options.addresses))
        .catch((error: unknown) => {
          throw failure(withoutPassword(reasonOf(error), server), error);
        });
      for (const { recipient = '', message } of rejectedErrors) {
        if (refused.has(recipient)) continue;
        refused.add(recipient);
        options.onRefused?.(recipient, withoutPassword(message, server));
      }
    },
    close: () => transport.close(),
  };
}

/** An `smtp:` or `smtps:` URL with a host. Throws an Error that never repeats the URL, which may hold a password. */
export function parseSmtpUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && /^smtps?:$/.test(url.protocol) && url.hostname !== '') {
    for (const part of [url.username, url.password]) {
      try {
        decodeURIComponent(part);
      } catch {
        throw new Error('its user or password holds a % that is no escape; write % as %25');
      }
    }
    return text;
  }
  throw new Error(
    'not an SMTP URL; write smtp://USER:PASSWORD@mail.example.com:587 or smtps://… into LOGINBELL_SMTP_URL',
  );
}

function needsTls({ hostname, password, searchParams }: URL): boolean {
  const isHere = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
  return password !== '' && !isHere && searchParams.get('requireTLS') !== 'false';
}

/** A server may repeat what it was sent: as it stands in the URL, as typed, and as AUTH LOGIN and AUTH PLAIN send it. */
function withoutPassword(text: string, server: URL): string {
  if (server.password === '') return text;
  const password = decodeURIComponent(server.password);
  const plain = `\0${decodeURIComponent(server.username)}\0${password}`;
  const forms = [base64(plain), base64(password), server.password, password];
  return forms.reduce((cleaned, form) => cleaned.replaceAll(form, '***'), text);
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

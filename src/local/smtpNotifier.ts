import { setTimeout } from 'node:timers/promises';
import { createTransport } from 'nodemailer';
import type { SentMessageInfo } from 'nodemailer/lib/smtp-pool';
import type { Notifier } from '../bell/ports.ts';
import { LoginbellError, reasonOf } from '../errors.ts';
import type { Notice } from '../notice/notice.ts';
import { fieldAt } from '../signin/fields.ts';
import { type MailAddresses, mailMessage } from './mailMessage.ts';

/** Milliseconds that the server may take until it has greeted. */
const GREETING_PATIENCE = 20_000;
/**
 * Milliseconds that it may take for one answer afterwards. It may think for ten minutes about a mail that it has whole;
 * who goes before then does not know whether it was taken. Source: RFC 5321, 4.5.3.2.6.
 */
const ANSWER_PATIENCE = 600_000;

/** Connections side by side, as long as the server bears them. */
const CONNECTIONS = 3;
/** Tries where a server is crowded; between them 0.2, 0.4, 0.8 … seconds. */
const CROWDED_ATTEMPTS = 6;

export type SmtpNotifier = Notifier & {
  /** Ends the connections; nothing can be sent afterwards. */
  close(): void;
};

/**
 * Delivers notices through an SMTP server, over a few connections that are kept while it works, or one
 * where it bears no more. Resolves when the server
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
  const openPool = (maxConnections: number) =>
    createTransport({
      url: options.url,
      pool: true,
      maxConnections,
      connectionTimeout: GREETING_PATIENCE,
      greetingTimeout: GREETING_PATIENCE,
      socketTimeout: ANSWER_PATIENCE,
      requireTLS: needsTls(server),
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  let pool = openPool(CONNECTIONS);
  let isNarrow = false;
  /** One connection at a time from now on; those that are in use come to their end. */
  const narrow = () => {
    if (isNarrow) return;
    isNarrow = true;
    pool.close();
    pool = openPool(1);
  };
  const deliver = async (notice: Notice): Promise<SentMessageInfo> => {
    for (let attempts = 1; ; attempts += 1) {
      try {
        return await pool.sendMail(mailMessage(notice, options.addresses));
      } catch (error) {
        if (!wasNotHeard(error) || attempts === CROWDED_ATTEMPTS) throw error;
        narrow();
        await setTimeout(100 * 2 ** attempts);
      }
    }
  };
  const refused = new Set<string>();
  const failure = (reason: string, cause?: unknown) =>
    new LoginbellError(
      'notifier-failed',
      `the SMTP server ${server.host} did not take the mail: ${reason}; check --smtp-url, --from and --to`,
      cause === undefined ? {} : { cause },
    );
  return {
    send: async (notice) => {
      const { rejectedErrors = [] } = await deliver(notice).catch((error: unknown) => {
        throw failure(withoutPassword(reasonOf(error), server), error);
      });
      for (const { recipient = '', message } of rejectedErrors) {
        if (refused.has(recipient)) continue;
        refused.add(recipient);
        options.onRefused?.(recipient, withoutPassword(message, server));
      }
    },
    close: () => pool.close(),
  };
}

/**
 * Did the server turn the connection away ("421 too many connections"), so that it has not taken the mail? Or did our own pool,
 * when it became narrower? Source: RFC 5321, 3.8 and 4.2.1.
 */
function wasNotHeard(error: unknown): boolean {
  const code = fieldAt(error, 'responseCode');
  return code === 421 || /^(Connection pool was closed|.*\b421[ -])/s.test(reasonOf(error));
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

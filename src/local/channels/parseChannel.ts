import type { Clock, Notifier } from '../../bell/ports.ts';
import type { Severity } from '../../notice/notice.ts';
import type { MailAddresses } from '../mailMessage.ts';
import { createOutboxNotifier } from '../outboxNotifier.ts';
import { createSmtpNotifier } from '../smtpNotifier.ts';
import { createCommandNotifier } from './commandChannel.ts';
import type { Channel } from './manyChannels.ts';
import {
  type ComposeMessage,
  channelKey,
  discordMessage,
  ntfyMessage,
  pagerDutyMessage,
  slackMessage,
  teamsMessage,
  webhookMessage,
} from './messages.ts';
import { createPost } from './post.ts';
import { SCHEMES } from './schemes.ts';

/** What channels need besides their address. */
export type ChannelDeps = {
  readonly clock: Clock;
  /** Of mails. */
  readonly addresses: MailAddresses;
  /** Signs webhooks; bytes. */
  readonly webhookSecret: Uint8Array | undefined;
  /** Hears of an address that an SMTP server refuses while it takes others. */
  readonly onRefused?: (address: string, reason: string) => void;
};

/** A channel, and what it holds open. */
export type OpenChannel = Channel & { close(): void };

const COMPOSERS: Readonly<Record<string, ComposeMessage>> = {
  'slack:': slackMessage,
  'teams:': teamsMessage,
  'discord:': discordMessage,
  'ntfy:': ntfyMessage,
  'pagerduty:': pagerDutyMessage,
};

/**
 * Checks one channel's address, `?only=warning` or `?only=critical` included, and returns how to open it. Throws an Error
 * that says what would be right and never repeats the address, which may hold a secret.
 */
export function parseChannel(text: string): (deps: ChannelDeps) => OpenChannel {
  const [, scheme = ''] = /^([a-z]+:)/i.exec(text) ?? [];
  const { address, least } = withoutOnly(text);
  const open =
    (name: string, make: (deps: ChannelDeps) => Notifier & { close?(): void }) =>
    (deps: ChannelDeps): OpenChannel => {
      const notifier = make(deps);
      return { name, key: channelKey(address), least, notifier, close: () => notifier.close?.() };
    };
  if (scheme === 'outbox:') {
    const folder = address.slice('outbox:'.length);
    if (folder === '') throw new Error('outbox: needs a folder, such as outbox:mails');
    return open(`outbox ${folder}`, ({ addresses }) => createOutboxNotifier({ folder, addresses }));
  }
  if (scheme === 'command:') {
    const command = address.slice('command:'.length).split(' ').filter(Boolean);
    const [program] = command;
    if (program === undefined)
      throw new Error('command: needs a program, such as command:/usr/local/bin/ring');
    return open(`command ${program}`, () => createCommandNotifier(command));
  }
  const url = urlOf(address);
  if (scheme === 'smtp:' || scheme === 'smtps:') {
    return open(`mail by ${url.host}`, ({ addresses, onRefused }) =>
      createSmtpNotifier({ url: address, addresses, ...(onRefused && { onRefused }) }),
    );
  }
  const compose = COMPOSERS[scheme];
  if (compose === undefined && scheme !== 'https:') {
    throw new Error(
      `unknown kind of channel ${JSON.stringify(scheme.slice(0, 20))}; known are ${SCHEMES}`,
    );
  }
  if (url.pathname.length < 2 && scheme !== 'https:') {
    throw new Error(`${scheme}// needs the path of its webhook, topic or key after the host`);
  }
  const name = `${scheme.slice(0, -1)} at ${url.host}`;
  return open(name, ({ clock, webhookSecret }) => {
    const post = createPost(name, clock);
    const write = compose ?? webhookMessage(webhookSecret, clock.now);
    return { send: (notice) => post(write(notice, url)) };
  });
}

/** As https, which is what all of them speak; on this machine itself, for tests and proxies, as http where it says so. */
function urlOf(address: string): URL {
  try {
    const isMail = /^smtps?:/.test(address);
    const url = new URL(isMail ? address : address.replace(/^[a-z]+:/i, 'https:'));
    const isHere = ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
    if (!isMail && isHere && url.searchParams.get('tls') === 'off') {
      url.protocol = 'http:';
      url.searchParams.delete('tls');
    }
    return url;
  } catch {
    throw new Error(
      `it is no address of a channel; write one such as slack://hooks.slack.com/services/…`,
    );
  }
}

function withoutOnly(text: string): { readonly address: string; readonly least: Severity } {
  const [, only] = /[?&]only=([^&#]*)/.exec(text) ?? [];
  if (only === undefined) return { address: text, least: 'info' };
  if (only !== 'critical' && only !== 'warning') {
    throw new Error(`unknown only=${JSON.stringify(only.slice(0, 20))}; use critical or warning`);
  }
  const address = text.replace(/([?&])only=[^&#]*&?/, '$1').replace(/[?&]$/, '');
  return { address, least: only };
}

/** `whsec_` and base 64, or any text of 24 characters and more. Throws an Error that does not repeat it. */
export function parseWebhookSecret(text: string): Uint8Array {
  if (text.startsWith('whsec_')) {
    const bytes = Buffer.from(text.slice('whsec_'.length), 'base64');
    if (bytes.length >= 24) return bytes;
  } else if (text.length >= 24) return Buffer.from(text);
  throw new Error('it is too short; use whsec_ and base64 of at least 24 bytes');
}

import { createHash, createHmac } from 'node:crypto';
import type { Notice, Severity } from '../../notice/notice.ts';
import { shorten } from '../../signin/cleanText.ts';
import { noticeName } from '../mailMessage.ts';
import type { Posted } from './post.ts';

/** What one service is sent for a notice. `address`: as https. */
export type ComposeMessage = (notice: Notice, address: URL) => Posted;

const COLOURS: Readonly<Record<Severity, number>> = {
  critical: 0xc62828,
  warning: 0xf9a825,
  info: 0x2e7d32,
};

/** Blocks of plain text, in which Slack reads no mentions, links or layout. https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks */
export const slackMessage: ComposeMessage = (notice, address) => ({
  url: address.href,
  body: {
    text: escapedForSlack(notice.subject),
    blocks: [
      { type: 'header', text: plainText(shorten(notice.subject, 150)) },
      ...pieces(notice.text, 2900, 10).map((text) => ({ type: 'section', text: plainText(text) })),
    ],
  },
});

function plainText(text: string) {
  return { type: 'plain_text', text, emoji: false };
}

/** Shown in previews, where Slack reads it as layout. */
function escapedForSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** A card of plain runs of text, which read no Markdown. https://learn.microsoft.com/power-automate/teams/overview */
export const teamsMessage: ComposeMessage = (notice, address) => ({
  url: address.href,
  body: {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          body: [
            textRuns([notice.subject], { weight: 'Bolder', size: 'Medium' }),
            ...shorten(notice.text, 16_000)
              .split('\n')
              .filter((line) => line !== '')
              .map((line) => textRuns([line], {})),
          ],
        },
      },
    ],
  },
});

function textRuns(texts: readonly string[], look: Readonly<Record<string, string>>) {
  const inlines = texts.map((text) => ({ type: 'TextRun', text, ...look }));
  return { type: 'RichTextBlock', inlines };
}

/** An embed without any mention. https://discord.com/developers/docs/resources/webhook */
export const discordMessage: ComposeMessage = (notice, address) => ({
  url: address.href,
  body: {
    embeds: [
      {
        title: escapedForDiscord(shorten(notice.subject, 200)),
        description: shorten(escapedForDiscord(notice.text), 4000),
        color: COLOURS[notice.attributes.severity],
      },
    ],
    allowed_mentions: { parse: [] },
  },
});

function escapedForDiscord(text: string): string {
  return text.replace(/[\\*_~`|>#[\]()<@:-]/g, (mark) => `\\${mark}`);
}

const NTFY_PRIORITY: Readonly<Record<Severity, number>> = { critical: 5, warning: 4, info: 3 };

/** Plain text. The topic is the address's path. https://docs.ntfy.sh/publish/#publish-as-json */
export const ntfyMessage: ComposeMessage = (notice, address) => ({
  url: address.origin,
  headers: bearerOf(address),
  body: {
    topic: decodeURIComponent(address.pathname.slice(1)),
    title: notice.subject,
    message: shorten(notice.text, 3800),
    priority: NTFY_PRIORITY[notice.attributes.severity],
  },
});

/** `ntfy://:TOKEN@host/topic`: the token as a header, never in the address. */
function bearerOf({ password }: URL): Readonly<Record<string, string>> {
  return password === '' ? {} : { Authorization: `Bearer ${decodeURIComponent(password)}` };
}

/** One incident a notice; sent again it is the same. https://developer.pagerduty.com/docs/send-alert-event */
export const pagerDutyMessage: ComposeMessage = (notice, address) => ({
  url: new URL('/v2/enqueue', address.origin).href,
  body: {
    routing_key: address.pathname.slice(1),
    event_action: 'trigger',
    dedup_key:
      notice.content.eventIds.length === 1 ? notice.content.eventIds[0] : noticeName(notice),
    payload: {
      summary: shorten(notice.subject, 1000),
      source: notice.attributes.accountId || 'loginbell',
      severity: notice.attributes.severity,
      custom_details: { text: shorten(notice.text, 20_000) },
    },
  },
});

/**
 * For programs, signed as Standard Webhooks say: id, time and an HMAC over both and the body. `secret`: bytes; without one
 * nothing is signed. https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function webhookMessage(
  secret: Uint8Array | undefined,
  now: () => number,
): (notice: Notice, address: URL) => Posted & { readonly body: WebhookBody } {
  return (notice, address) => {
    const id = `msg_${noticeName(notice)}`;
    const timestamp = String(Math.floor(now() / 1000));
    const body = webhookBody(notice);
    const signature =
      secret === undefined
        ? undefined
        : createHmac('sha256', secret)
            .update(`${id}.${timestamp}.${JSON.stringify(body)}`)
            .digest('base64');
    return {
      url: address.href,
      body,
      headers: {
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        ...(signature === undefined ? {} : { 'webhook-signature': `v1,${signature}` }),
      },
    };
  };
}

/** What programs are given: the JSON of `https:` and `command:` channels (docs/channels.md). */
export type WebhookBody = {
  readonly type: 'loginbell.notice';
  readonly version: 1;
  readonly id: string;
  readonly subject: string;
  readonly text: string;
  readonly severity: Severity;
  readonly accountId: string;
  readonly eventIds: readonly string[];
  readonly signIns: Notice['signIns'];
};

export function webhookBody(notice: Notice): WebhookBody {
  const { subject, text, attributes, content, signIns } = notice;
  const { severity, accountId } = attributes;
  const id = noticeName(notice);
  const { eventIds } = content;
  return {
    type: 'loginbell.notice',
    version: 1,
    id,
    subject,
    text,
    severity,
    accountId,
    eventIds,
    signIns,
  };
}

/** A channel's name in the journal: its address is secret, so it is a hash. */
export function channelKey(address: string): string {
  return createHash('sha256').update(address).digest('hex').slice(0, 24);
}

/** The text in pieces of at most so many characters, cut at lines where that can be. */
function pieces(text: string, size: number, most: number): string[] {
  const found: string[] = [];
  let left = text.trimEnd();
  while (left !== '' && found.length < most) {
    const cut = left.length <= size ? left.length : Math.max(left.lastIndexOf('\n', size), 1);
    const end = left.length <= size || cut > size / 2 ? cut : size;
    found.push(left.slice(0, end));
    left = left.slice(end).replace(/^\n/, '');
  }
  return found;
}

import type { Notice } from '../notice/notice.ts';
import { shorten } from '../signin/cleanText.ts';
import type { SignIn } from '../signin/signIn.ts';
import type { SnsPublishInput } from './snsPublish.ts';

/**
 * What is published: a text for `email`, the sign-ins as JSON for everything else (`default`), a custom
 * notification of Amazon Q Developer in chat applications for `https` (Slack, Teams), the subject for
 * `sms`; and attributes by which a subscription can filter. Never more than `MESSAGE_LIMIT`: where it would be, the machines'
 * part says less of each sign-in, then each line of a digest is cut, so that no field of one can keep others untold.
 * Source: the SNS developer guide ("Publishing with platform-specific payloads") and the Amazon Q
 * Developer in chat applications guide ("Custom notifications").
 */
export function snsMessage(notice: Notice, topicArn: string): SnsPublishInput {
  const { subject, text, content, attributes, signIns } = notice;
  const chat = {
    version: '1.0',
    source: 'custom',
    content: {
      textType: 'client-markdown',
      title: shorten(escapeMarkdown(subject), CHAT.title),
      description: descriptionOf(notice),
      nextSteps: content.steps.map((step) => shorten(escapeMarkdown(step), CHAT.step)),
    },
    metadata: {
      threadId: content.eventIds[0],
      summary: escapeMarkdown(subject),
      eventType: attributes.eventName,
    },
  };
  const write = (email: string, told: readonly unknown[]) =>
    JSON.stringify({
      default: JSON.stringify({ version: 1, ...attributes, subject, signIns: told }),
      email,
      https: JSON.stringify(chat),
      sms: subject,
    });
  return {
    TopicArn: topicArn,
    MessageStructure: 'json',
    Message: withinLimit([
      () => write(text, signIns),
      () => write(text, signIns.map(briefOf)),
      () => write(briefText(notice), signIns.map(briefOf)),
    ]),
    MessageAttributes: Object.fromEntries(
      Object.entries(attributes)
        .filter(([, value]) => value !== '')
        .map(([name, value]) => [name, { DataType: 'String', StringValue: value }]),
    ),
  };
}

/** SNS takes 256 KiB with the attributes; this leaves room for those. In bytes. */
export const MESSAGE_LIMIT = 250 * 1024;

/** What Amazon Q Developer in chat applications takes, in characters. A keyword takes no console link. */
const CHAT = { title: 250, description: 8_000, step: 350 };

/** The first form that is within the limit; the last, which always is, otherwise. */
function withinLimit(forms: readonly (() => string)[]): string {
  let message = '';
  for (const form of forms) {
    message = form();
    if (Buffer.byteLength(message) <= MESSAGE_LIMIT) break;
  }
  return message;
}

/** What a machine needs to find a sign-in again. */
function briefOf({ eventId, eventName, accountId, outcome, occurredAt, principal }: SignIn) {
  return {
    eventId,
    eventName: shorten(eventName, 64),
    accountId,
    outcome,
    occurredAt,
    principal: shorten(principal, 100),
  };
}

/** The text with each line cut, since 50 lines at their longest are too much for one message. */
function briefText({ text }: Notice): string {
  return text
    .split('\n')
    .map((line) => shorten(line, 200))
    .join('\n');
}

/** The link stands bare and last: Slack and Teams both show it so. */
function descriptionOf({ content }: Notice): string {
  const rows = content.rows.map(([label, value]) => `${label}: ${value}`);
  const texts = [content.headline, ...content.alerts, ...rows, ...content.lines];
  const link = content.link === undefined ? '' : `\n${content.link}`;
  const description = texts.map(escapeMarkdown).join('\n');
  return shorten(description, CHAT.description - link.length) + link;
}

/** Chat programs read these as layout, links and mentions. */
function escapeMarkdown(text: string): string {
  return text.replace(/[*_~`<>|[\]@#]/g, (mark) => `\\${mark}`);
}

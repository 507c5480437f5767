import type { PublishCommandInput } from '@aws-sdk/client-sns';
import type { Notice } from '../notice/notice.ts';

/**
 * What is published: a text for `email`, the sign-ins as JSON for everything else (`default`), a custom
 * notification of Amazon Q Developer in chat applications for `https` (Slack, Teams), the subject for
 * `sms`; and attributes by which a subscription can filter. At most 256 KiB, far from reached.
 * Source: the SNS developer guide ("Publishing with platform-specific payloads") and the Amazon Q
 * Developer in chat applications guide ("Custom notifications").
 */
export function snsMessage(notice: Notice, topicArn: string): PublishCommandInput {
  const { subject, text, content, attributes, signIns } = notice;
  const chat = {
    version: '1.0',
    source: 'custom',
    content: {
      textType: 'client-markdown',
      title: escapeMarkdown(subject),
      description: [content.headline, ...content.alerts, ...rowsOf(notice), ...content.lines]
        .map(escapeMarkdown)
        .join('\n'),
      nextSteps: content.steps.map(escapeMarkdown),
      ...(content.link === undefined ? {} : { keywords: [`<${content.link}|CloudTrail>`] }),
    },
    metadata: {
      threadId: content.eventIds[0],
      summary: escapeMarkdown(subject),
      eventType: attributes.eventName,
    },
  };
  return {
    TopicArn: topicArn,
    MessageStructure: 'json',
    Message: JSON.stringify({
      default: JSON.stringify({ version: 1, ...attributes, subject, signIns }),
      email: text,
      https: JSON.stringify(chat),
      sms: subject,
    }),
    MessageAttributes: Object.fromEntries(
      Object.entries(attributes)
        .filter(([, value]) => value !== '')
        .map(([name, value]) => [name, { DataType: 'String', StringValue: value }]),
    ),
  };
}

function rowsOf({ content }: Notice): string[] {
  return content.rows.map(([label, value]) => `${label}: ${value}`);
}

/** Chat programs read these as layout, links and mentions. */
function escapeMarkdown(text: string): string {
  return text.replace(/[*_~`<>|[\]@#]/g, (mark) => `\\${mark}`);
}

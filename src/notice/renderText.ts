import type { NoticeContent } from './notice.ts';
import { wordsOf } from './wording.ts';

/**
 * A notice as plain text: what happened, what to look at twice, the facts as `Label: value` (mails of SNS
 * are read in proportional fonts), what to do.
 * Lines end in `\n`.
 */
export function renderText(content: NoticeContent): string {
  const { rows, link, lines } = content;
  const eventIds = `${wordsOf(content.language).eventId}: ${content.eventIds.join(', ')}`;
  const blocks = [
    [content.headline],
    content.alerts.map((alert) => `! ${alert}`),
    rows.map(([label, value]) => `${label}: ${value}`),
    lines.map((line) => `- ${line}`),
    [`${content.stepsHeading}:`, ...content.steps.map((step, i) => `${i + 1}. ${step}`)],
    link ? [content.linkLabel ?? 'CloudTrail:', link] : [],
    lines.length > 0 || content.eventIds.length === 0 ? [] : [eventIds],
    content.sentBy === undefined ? [] : [content.sentBy],
  ];
  const texts = blocks.filter((block) => block.length > 0).map((block) => block.join('\n'));
  return `${texts.join('\n\n')}\n`;
}

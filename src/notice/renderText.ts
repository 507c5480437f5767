import { displayWidth } from './displayWidth.ts';
import type { NoticeContent } from './notice.ts';
import { wordsOf } from './wording.ts';

/**
 * A notice as plain text: what happened, what to look at twice, the facts in two columns, what to do.
 * Lines end in `\n`.
 */
export function renderText(content: NoticeContent): string {
  const { rows, link, lines } = content;
  const width = Math.max(...rows.map(([label]) => displayWidth(label))) + 2;
  const eventIds = `${wordsOf(content.language).eventId}: ${content.eventIds.join(', ')}`;
  const blocks = [
    [content.headline],
    content.alerts.map((alert) => `! ${alert}`),
    rows.map(([label, value]) => `  ${label}${' '.repeat(width - displayWidth(label))}${value}`),
    lines.map((line) => `- ${line}`),
    [`${content.stepsHeading}:`, ...content.steps.map((step, i) => `${i + 1}. ${step}`)],
    link ? ['CloudTrail:', link] : [],
    lines.length > 0 ? [] : [eventIds],
  ];
  const texts = blocks.filter((block) => block.length > 0).map((block) => block.join('\n'));
  return `${texts.join('\n\n')}\n`;
}

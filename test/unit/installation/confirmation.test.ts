import { describe, expect, it } from 'vitest';
import { parseConfirmation } from '../../../src/installation/confirmation.ts';

const TOKEN = '2336412f37fb687f5d51e6e2425dacbba4b7d1e9c0f3a5'.repeat(4);
const TOPIC = 'arn:aws:sns:us-east-1:111122223333:SendEmailTopic-ab0925cd';
const LINK = `https://sns.us-east-1.amazonaws.com/confirmation.html?TopicArn=${TOPIC}&Token=${TOKEN}&Endpoint=you@example.com`;

const fold = (text: string, width: number, joint: string) =>
  (text.match(new RegExp(`.{1,${width}}`, 'g')) ?? []).join(joint);

describe('what people paste of a confirmation mail', () => {
  it.each([
    ['the link', LINK],
    ['the link with space around it', `  <${LINK}>\n`],
    ['the link broken over lines by a mail program', fold(LINK, 76, '\n')],
    ['the link broken and indented', fold(LINK, 70, '\r\n   ')],
    ['the link out of HTML', LINK.replaceAll('&', '&amp;')],
    ['quoted printable', fold(LINK.replaceAll('=', '=3D'), 75, '=\r\n')],
    ['a link escaped', LINK.replaceAll(':', '%3A').replaceAll('=', '%3D')],
    [
      'a link that a mail scanner has wrapped',
      `https://scan.example.com/?url=${encodeURIComponent(LINK)}&data=05`,
    ],
    [
      'a whole mail',
      `Subject: AWS Notification\r\n\r\nTo confirm this subscription, click or visit the link below:\r\n<a href=3D"${fold(LINK.replaceAll('=', '=3D').replaceAll('&', '&amp;'), 75, '=\r\n')}">Confirm subscription</a>\r\nAdded by you.\r\n`,
    ],
  ])('is understood: %s', (_, text) => {
    expect(parseConfirmation(text)).toEqual({ ok: true, token: TOKEN, topicArn: TOPIC });
  });

  it.each([
    ['alone', TOKEN],
    ['alone, broken over lines', fold(TOKEN, 60, '\n')],
  ])('is understood: the token %s, which names no topic', (_, text) => {
    expect(parseConfirmation(text)).toEqual({ ok: true, token: TOKEN, topicArn: undefined });
  });

  it('never takes the words after a token for more of it', () => {
    const text = `${LINK.split('&Endpoint')[0]}\nBest regards`;
    expect(parseConfirmation(text)).toMatchObject({ token: TOKEN });
  });

  it.each(['', 'hello', 'https://example.com/?Token=', '%', '%ff%', '2336412f37'])(
    'is refused with what to paste: %j',
    (text) => {
      expect(parseConfirmation(text)).toEqual({
        ok: false,
        reason: expect.stringContaining('paste the whole address'),
      });
    },
  );
});

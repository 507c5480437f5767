import { simpleParser } from 'mailparser';
import { lineProblems, type Problems, quoted } from './laws.ts';

/** The headers that a mail of loginbell has. */
const HEADERS = new Set([
  'from',
  'to',
  'subject',
  'message-id',
  'date',
  'mime-version',
  'content-type',
  'auto-submitted',
  'x-loginbell-severity',
  'x-loginbell-outcome',
  'x-loginbell-account',
  'x-loginbell-event-ids',
  // Critical ones.
  'priority',
  'x-priority',
  'x-msmail-priority',
  'importance',
]);

/** Its own headers and no others, each as it was meant, in lines that every server passes on. `source`: its bytes. */
export async function mailProblems(source: string): Promise<Problems> {
  const mail = await simpleParser(Buffer.from(source, 'latin1'));
  const head = source.slice(0, source.indexOf('\r\n\r\n'));
  const lines = source.split('\r\n');
  const addresses = [mail.to, mail.cc, mail.bcc, mail.replyTo].flat().map((to) => to?.text);
  const ids = String(mail.headers.get('x-loginbell-event-ids'));
  return [
    ...[...mail.headers.keys()]
      .filter((name) => !HEADERS.has(name))
      .map((name) => `header ${quoted(name)}`),
    ...(addresses.filter((address) => address !== undefined).join() === 'you@example.com'
      ? []
      : [`goes to ${addresses}`]),
    ...(mail.from?.text === '"loginbell" <you@example.com>'
      ? []
      : [`comes from ${mail.from?.text}`]),
    ...lineProblems(mail.subject ?? '', 99),
    ...(/[^\t\r\n -~]/.test(head) ? ['headers that are not ASCII'] : []),
    ...(lines.some((line) => line.length > 998) ? ['a line of more than 998 octets'] : []),
    ...(/[\r\n](?<!\r\n)(?!\n)/.test(source.replaceAll('\r\n', '')) ? ['a bare line break'] : []),
    ...(mail.attachments.length > 0 ? ['an attachment'] : []),
    ...(/^[\w.:-]{1,128}$/.test(ids) ? [] : [`event ids ${quoted(ids)}`]),
  ];
}

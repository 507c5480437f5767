import { createHash } from 'node:crypto';
import type { SendMailOptions } from 'nodemailer';
import type { Notice } from '../notice/notice.ts';
import { renderHtml } from '../notice/renderHtml.ts';

/** From whom and to whom. Addresses as people write them; the mail library checks and encodes them. */
export type MailAddresses = { readonly from: string; readonly to: readonly string[] };

/** Names the notice by what it tells: the same sign-ins give the same name, whoever sends it; where it names none, by its text. */
export function noticeName(notice: Notice): string {
  const ids = notice.content.eventIds.join('\n') || notice.text;
  return createHash('sha256').update(ids).digest('hex').slice(0, 24);
}

/**
 * The mail for a notice: plain text and HTML. The Message-ID follows from what is told, so that a mail
 * sent twice by a worker that died is one mail to the servers and programs that look at it.
 */
export function mailMessage(notice: Notice, addresses: MailAddresses): SendMailOptions {
  const urgent = notice.attributes.severity === 'critical';
  return {
    from: { name: 'loginbell', address: addresses.from },
    to: [...addresses.to],
    subject: notice.subject,
    text: notice.text,
    html: renderHtml(notice),
    messageId: `<${noticeName(notice)}@loginbell.invalid>`,
    ...(urgent ? { priority: 'high' as const } : {}),
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-Loginbell-Severity': notice.attributes.severity,
      'X-Loginbell-Outcome': notice.attributes.outcome,
      'X-Loginbell-Account': notice.attributes.accountId,
      'X-Loginbell-Event-Ids': notice.content.eventIds.join(', '),
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

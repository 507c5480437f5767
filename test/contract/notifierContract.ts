import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import type { Notifier } from '../../src/bell/ports.ts';
import { composeNotice } from '../../src/notice/composeNotice.ts';
import type { Notice, NoticeSettings } from '../../src/notice/notice.ts';
import { parseSignIn } from '../../src/signin/parseSignIn.ts';
import { consoleLogin, iamUser, type RecordFields, rootUser } from '../fakes/records.ts';

/** A mail notifier under test, with a look at the raw mails that arrived, oldest first. */
export type NotifierUnderTest = {
  readonly notifier: Notifier;
  received(): Promise<readonly Buffer[]>;
  /** Makes the channel refuse everything from now on. */
  breakDown(): Promise<void>;
  close(): Promise<void>;
};

/** What every notifier that sends mail must do. */
export function describeMailNotifier(name: string, open: () => Promise<NotifierUnderTest>): void {
  const withNotifier = (test: (under: NotifierUnderTest) => Promise<void>) => async () => {
    const under = await open();
    try {
      await test(under);
    } finally {
      await under.close();
    }
  };

  describe(`the ${name} notifier`, () => {
    it(
      'delivers subject, text and HTML as they are, in Japanese too',
      withNotifier(async ({ notifier, received }) => {
        const notice = noticeFor('a', { userIdentity: rootUser() }, { language: 'ja' });
        await notifier.send(notice);
        const [raw] = await received();
        const mail = await simpleParser(raw ?? '');
        expect(mail.subject).toBe(notice.subject);
        expect(mail.text?.trimEnd()).toBe(notice.text.trimEnd());
        expect(mail.html).toContain('</html>');
        expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
        expect(mail.from?.text).toContain('bell@example.com');
        expect([mail.to].flat().map((to) => to?.text)).toEqual(['you@example.com']);
      }),
    );

    it(
      'gives the same notice the same Message-ID, and another notice another',
      withNotifier(async ({ notifier, received }) => {
        await notifier.send(noticeFor('a'));
        const [first] = await received();
        await notifier.send(noticeFor('b'));
        await notifier.send(noticeFor('a'));
        const ids = new Set<string | undefined>();
        for (const raw of await received()) ids.add((await simpleParser(raw)).messageId);
        expect(ids.size).toBe(2);
        expect(ids).toContain((await simpleParser(first ?? '')).messageId);
      }),
    );

    it(
      'lets no name break out of the headers',
      withNotifier(async ({ notifier, received }) => {
        const name = 'eve\r\nBcc: all@example.com\r\n\r\n<h1>hello</h1>';
        await notifier.send(noticeFor('a', { userIdentity: iamUser(name) }));
        const [raw] = await received();
        const mail = await simpleParser(raw ?? '');
        expect(mail.bcc).toBeUndefined();
        expect(mail.text).toContain('eve Bcc: all');
        expect(String(mail.html)).not.toContain('<h1>hello');
      }),
    );

    it(
      'rejects with the reason and the way out when the channel refuses',
      withNotifier(async ({ notifier, breakDown }) => {
        await breakDown();
        await expect(notifier.send(noticeFor('a'))).rejects.toMatchObject({
          code: 'notifier-failed',
          message: expect.stringMatching(/; (check|make) /),
        });
      }),
    );
  });
}

/** A notice for a made-up sign-in. */
export function noticeFor(
  seed: string,
  changes: RecordFields = {},
  settings: Partial<NoticeSettings> = {},
): Notice {
  const watch = { events: 'AllSignIns', ownResources: [] } as const;
  const parsed = parseSignIn(consoleLogin(seed, changes), watch, { at: Date.now() });
  if (parsed.kind !== 'sign-in') throw new Error('not a sign-in');
  return composeNotice(
    { signIn: parsed.signIn, late: false },
    { language: 'en', timeZone: 'UTC', accountNames: {}, ...settings },
  );
}

import { ACTING_OPTIONS } from '../awsOptions.ts';
import { defineVerb } from '../defineVerb.ts';

/** `loginbell confirm`: confirms an address by a signed call. */
export const confirmVerb = defineVerb({
  name: 'confirm',
  summary: "confirm an address by the link in AWS's mail, without clicking it",
  argument: { syntax: '[link]', help: 'the link, its token, or - for a mail on standard input' },
  options: [...ACTING_OPTIONS],
  notes: `Examples:
  loginbell confirm 'https://sns.us-east-1.amazonaws.com/confirmation.html?TopicArn=…&Token=…'
  loginbell confirm - < mail.eml     finds the link in a mail
  loginbell confirm                  who is subscribed, who is not yet, and whom a link could unsubscribe

The link stands in the mail "AWS Notification - Subscription Confirmation". Do not click it: copy it ("copy link
address"), and put quotes around it, for the shell takes the & in it for its own. Confirmed this way, only someone
signed in to your account can unsubscribe; after a click, anybody who has one of the mails can.`,
  run: async ({ words, options }, context) =>
    (await import('../confirm.ts')).runConfirm(words[0], options, context),
});

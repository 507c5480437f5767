/** What a person pasted from AWS's confirmation mail. */
export type PastedConfirmation =
  | { readonly ok: true; readonly token: string; readonly topicArn: string | undefined }
  | { readonly ok: false; readonly reason: string };

const ASKED_FOR =
  'paste the whole address behind "Confirm subscription", in quotes: \'https://sns.….amazonaws.com/confirmation.html?TopicArn=…&Token=…\'';

/**
 * Finds the token, and the topic, in a link or a whole mail, as mail programs hand them out: broken over lines, quoted
 * printable (`=3D`), as HTML (`&amp;`), wrapped in another link by a mail scanner, or the token alone.
 */
export function parseConfirmation(text: string): PastedConfirmation {
  const plain = plainText(text);
  // A token may go on on the next line, if that is nothing but more of it.
  const found = /[?&]Token=([0-9a-f-]+(?:\s*\n\s*[0-9a-f-]+(?=[&\s]|$))*)/i.exec(plain)?.[1];
  const alone = /^([0-9a-f\s-]+)$/i.exec(plain)?.[1];
  const token = (found ?? alone)?.replace(/\s/g, '') ?? '';
  // Those may carry a token too, and are not for us to follow. A whole mail may hold both.
  const isUnsubscribe =
    /Action=Unsubscribe|unsubscribe\.html/i.test(plain) &&
    !/confirmation\.html|Action=ConfirmSubscription/i.test(plain);
  if (token === '' || isUnsubscribe) {
    const what = isUnsubscribe ? 'this is a link to unsubscribe' : 'there is no token in it';
    return { ok: false, reason: `${what}; ${ASKED_FOR}` };
  }
  if (token.length < 32 || token.length > 1000) {
    return {
      ok: false,
      reason: `the token is not whole (${token.length} characters); ${ASKED_FOR}`,
    };
  }
  const topicArn = /[?&]TopicArn=(arn:[\w:-]+)/.exec(plain.replace(/\s*\n\s*/g, ''))?.[1];
  return { ok: true, token, topicArn };
}

function plainText(text: string): string {
  const unfolded = /Token=3D|=\r?\n/.test(text)
    ? text.replace(/=\r?\n/g, '').replace(/=3D/gi, '=')
    : text;
  const unescaped = unfolded.replace(/&amp;/gi, '&').replace(/\r/g, '');
  // Twice: a wrapping link has escaped what the link itself may have escaped.
  return unescaped
    .replace(/%3A|%3F|%3D|%26|%2F|%25/gi, decode)
    .replace(/%3A|%3F|%3D|%26|%2F/gi, decode);
}

function decode(escaped: string): string {
  return decodeURIComponent(escaped);
}

/** Someone who is subscribed to a topic, or asked to confirm. */
export type Subscription = {
  readonly topicArn: string;
  readonly protocol: string;
  /** The address. Untrusted. */
  readonly endpoint: string;
  /** `undefined` while it waits to be confirmed. */
  readonly arn: string | undefined;
  /** Whether it takes credentials to unsubscribe; `undefined` where that could not be seen, or is not confirmed. */
  readonly authenticated: boolean | undefined;
};

/** Can anybody who has a mail of this subscription end it by a link? */
export function isOpenToLinks({ protocol, authenticated }: Subscription): boolean {
  return authenticated === false && /^email(-json)?$/.test(protocol);
}

/** The parts of a topic's ARN; `undefined` where it is none. */
export function topicOf(arn: string) {
  const match = /^arn:([\w-]+):sns:([a-z0-9-]+):(\d{12}):([\w-]{1,256})$/.exec(arn);
  if (match === null) return undefined;
  const [, partition = '', region = '', accountId = '', name = ''] = match;
  return { partition, region, accountId, name };
}

/** The suffix of the installation that a topic belongs to; `undefined` where it is none of loginbell's. */
export function suffixOfTopic(name: string): string | undefined {
  return /^(?:SendEmailTopic|LoginbellAlarmTopic)-(.+)$/.exec(name)?.[1];
}

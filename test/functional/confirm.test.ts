import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type AwsShell, openAwsShell } from '../fakes/awsShell.ts';
import { ACCOUNT } from '../fakes/records.ts';
import { addSubscriptions, type FakeSubscriptions } from '../fakes/subscriptions.ts';

const TOPIC = `arn:aws:sns:us-east-1:${ACCOUNT}:SendEmailTopic-ab0925cd`;
const TOKEN = '2336412f37'.repeat(8);
const link = (topic = TOPIC, token = TOKEN) =>
  `https://sns.us-east-1.amazonaws.com/confirmation.html?TopicArn=${topic}&Token=${token}&Endpoint=you@example.com`;

let shell: AwsShell;
let sns: FakeSubscriptions;
beforeEach(async () => {
  shell = await openAwsShell();
  sns = addSubscriptions(
    shell.aws,
    [TOPIC],
    [{ topic: TOPIC, protocol: 'email', endpoint: 'you@example.com', token: TOKEN }],
  );
});
afterEach(() => shell.close());

const confirm = (...args: string[]) => shell.loginbell('confirm', ...args);

describe('loginbell confirm', () => {
  it('confirms by a signed call, so that no link can unsubscribe, and asks nobody', async () => {
    const { code, out, err } = await confirm(link());
    expect(code).toBe(0);
    expect(out).toContain('No link can unsubscribe it');
    expect(err).toContain(`set  subscription to ${TOPIC}`);
    expect(sns.subscriptions).toMatchObject([{ arn: `${TOPIC}:0`, authenticated: true }]);
  });

  it('takes the token alone, for the topic of the installation', async () => {
    expect((await confirm(TOKEN)).code).toBe(0);
    expect(sns.subscriptions[0]?.authenticated).toBe(true);
  });

  it('goes to the region of the topic, whatever region is set', async () => {
    await confirm(link(TOPIC.replace('us-east-1', 'eu-west-1')));
    expect(shell.aws.calls.at(-1)).toMatchObject({ service: 'sns', region: 'eu-west-1' });
  });

  it('needs no region but the one that the link names', async () => {
    vi.stubEnv('AWS_REGION', undefined);
    const { code } = await confirm(link(TOPIC.replace('us-east-1', 'eu-west-1')));
    expect(code).toBe(0);
    expect(shell.aws.calls.at(-1)).toMatchObject({ service: 'sns', region: 'eu-west-1' });
    expect(await confirm()).toMatchObject({ code: 2, err: expect.stringMatching(/region/i) });
  });

  it('promises nothing that it may not look at', async () => {
    shell.aws.answers.delete('sns.GetSubscriptionAttributes');
    const { code, out } = await confirm(link());
    expect(code).toBe(0);
    expect(out).toMatch(
      /^Confirmed: .* could not be seen: sns:GetSubscriptionAttributes is missing/,
    );
    expect(out).not.toContain('No link can');
  });

  it('only shows what it would do in a dry run', async () => {
    const { code, out } = await confirm(link(), '--dry-run');
    expect([code, out]).toEqual([0, expect.stringContaining('set  subscription')]);
    expect(shell.changes()).toEqual([]);
  });

  it('finds out that it was confirmed by a click, and with --yes asks the address anew', async () => {
    sns.click(TOKEN);
    const alone = await confirm(link());
    expect(alone.code).toBe(2);
    expect(alone.err).toMatch(/confirmed before, by a click[\s\S]*add --yes/);
    const { code, out, err } = await confirm(link(), '--yes');
    expect(code).toBe(0);
    expect(err).toContain('it is told nothing until it is confirmed again');
    expect(out).toContain('Asked anew: you@example.com');
    expect(sns.subscriptions).toMatchObject([{ endpoint: 'you@example.com' }]);
    expect(sns.subscriptions[0]?.arn).toBeUndefined();
  });

  it.each<[string, string, RegExp]>([
    ['no link at all', 'hello', /there is no token in it; paste the whole address/],
    ['half a link', link(TOPIC, 'abc'), /the token is not whole \(3 characters\)/],
    [
      'the link to unsubscribe',
      'https://sns.us-east-1.amazonaws.com/unsubscribe.html?SubscriptionArn=arn:aws:sns:x',
      /this is a link to unsubscribe/,
    ],
    [
      'the link to unsubscribe, with a token in it',
      `https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=arn:aws:sns:x&Token=${'ab'.repeat(40)}`,
      /this is a link to unsubscribe/,
    ],
    [
      "somebody else's topic",
      link(`arn:aws:sns:us-east-1:${ACCOUNT}:evil`),
      /not of a topic of loginbell's, but of arn:aws:sns:us-east-1:\d+:evil/,
    ],
    [
      "another account's topic",
      link('arn:aws:sns:us-east-1:999999999999:SendEmailTopic-ab0925cd'),
      /the link is of account 999999999999, .* add --profile/,
    ],
    ['a token that is over', link(TOPIC, 'ab'.repeat(32)), /does not take this token .* two days/],
  ])('explains %s', async (_, text, says) => {
    const { code, err } = await confirm(text);
    expect(err).toMatch(says);
    expect([code, err.includes('defect')]).toEqual([2, false]);
    expect(sns.subscriptions[0]?.arn).toBeUndefined();
  });
});

describe('loginbell confirm without a link', () => {
  beforeEach(() => {
    const more = { topic: TOPIC, protocol: 'email', token: 'b'.repeat(64) };
    sns.subscriptions.push(
      {
        ...more,
        endpoint: 'clicked@example.com',
        arn: `${TOPIC}:1`,
        authenticated: false,
        filterPolicy: '{"outcome":["failure"]}',
      },
      { ...more, endpoint: 'signed\u001b[2J@example.com', arn: `${TOPIC}:2`, authenticated: true },
      {
        topic: TOPIC,
        protocol: 'sqs',
        endpoint: 'arn:aws:sqs:q',
        token: '',
        arn: `${TOPIC}:3`,
        authenticated: false,
      },
    );
  });

  it('lists everyone and what to do, and changes nothing where nobody can be asked', async () => {
    const { code, out, err } = await confirm();
    expect(code).toBe(0);
    expect(out.split('\n')).toEqual([
      ' !  email you@example.com: waits to be confirmed',
      ' !  email clicked@example.com: confirmed by a click; a link in every mail unsubscribes it',
      ' ·  email signed\u{FFFD}[2J@example.com: confirmed',
      ' ·  sqs arn:aws:sqs:q: confirmed',
    ]);
    expect(err).toMatch(/Add --yes[\s\S]*Copy the link/);
    expect(shell.changes()).toEqual([]);
  });

  it('repairs, when told to, what a link could unsubscribe, and keeps its filter', async () => {
    const { code, out } = await confirm('--yes');
    expect([code, out]).toEqual([0, expect.stringContaining('Asked anew: clicked@example.com')]);
    expect(shell.changes().filter((one) => one.startsWith('sns.'))).toEqual([
      'sns.Unsubscribe',
      'sns.Subscribe',
    ]);
    expect(sns.subscriptions.at(-1)).toMatchObject({
      endpoint: 'clicked@example.com',
      filterPolicy: '{"outcome":["failure"]}',
    });
  });

  it('lists as JSON', async () => {
    const { out } = await confirm('--json');
    expect(JSON.parse(out)).toHaveLength(4);
    expect(out).not.toMatch(/[^\P{Cc}\n]/u);
  });

  it('takes the link at the terminal', async () => {
    sns.subscriptions.splice(1);
    shell.answers = [link()];
    expect((await confirm()).out).toContain('No link can unsubscribe it');
  });

  it('says so where there is no such topic, or nobody is subscribed', async () => {
    sns.subscriptions.splice(0);
    expect((await confirm()).err).toContain('Nobody is subscribed');
    const { code, err } = await confirm('--suffix', 'other');
    expect([code, err]).toEqual([
      2,
      expect.stringContaining('there is no topic SendEmailTopic-other'),
    ]);
  });
});

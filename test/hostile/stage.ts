import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import type { Notice } from '../../src/notice/notice.ts';
import { awslogsEvent } from '../fakes/awslogs.ts';
import { startDynamoDb } from '../fakes/dynamoDb.ts';
import { startSmtpServer } from '../fakes/smtpServer.ts';
import { type Published, startSns } from '../fakes/snsServer.ts';
import type { Attack } from './attacks.ts';
import { commandLine } from './commandLine.ts';
import { noticesOf } from './notices.ts';
import { victimsOf } from './victims.ts';

/** What one attack came to, at every way out of loginbell. */
export type Outputs = {
  /** As composed: each victim's in both languages, and digests of all. */
  readonly notices: readonly Notice[];
  /** As an SMTP server took them. */
  readonly mails: readonly Buffer[];
  /** As SNS took them from the function. */
  readonly published: readonly Published[];
  /** What the function logged, a call of the console each. */
  readonly logged: readonly string[];
  /** What the command line printed: lines of both streams; results alone where a format was asked for. */
  readonly ring: readonly string[];
  readonly ringJson: string;
  readonly history: readonly string[];
  readonly historyJson: readonly string[];
  readonly historyCsv: string;
};

/** Servers and folders that are kept while all attacks are tried. */
export type Stage = {
  outputsOf(attack: Attack): Promise<Outputs>;
  close(): Promise<void>;
};

export async function openStage(): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'loginbell-hostile-'));
  const [smtp, sns, dynamoDb] = [await startSmtpServer(), await startSns(), await startDynamoDb()];
  const environment: Readonly<Record<string, string>> = {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_DYNAMODB: dynamoDb.endpoint,
    AWS_ENDPOINT_URL_SNS: sns.endpoint,
    TOPIC_ARN: 'arn:aws:sns:us-east-1:123456789012:SendEmailTopic-ab0925cd',
    EVENTS: 'AllSignInsAndTampering',
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  // The function spaces what it publishes; nobody waits here.
  vi.doMock('../../src/systemClock.ts', () => ({
    systemClock: { now: () => Date.now(), sleep: () => Promise.resolve() },
  }));
  const known = new Map<Attack, Promise<Outputs>>();

  async function tryAttack(attack: Attack): Promise<Outputs> {
    const records = victimsOf(attack.text, attack.name);
    const file = join(folder, 'records.json');
    await writeFile(file, JSON.stringify({ Records: records }));
    const data = join(folder, `data-${known.size}`);
    const toServer = ['--smtp-url', smtp.url, '--to', 'you@example.com'];
    const watching = ['--events', 'AllSignInsAndTampering'];
    const before = smtp.received.length;
    const ring = await commandLine(['ring', file, '--data', data, ...watching, ...toServer]);
    const mails = smtp.received.slice(before);
    const again = ['ring', file, '--data', `${data}-json`, ...watching, '--no-notify', '--json'];
    const history = ['history', '--data', data, '--limit', '0'];
    return {
      notices: noticesOf(records),
      mails,
      ...(await invoke(records, attack)),
      ring: [...ring.out, ...ring.err],
      ringJson: (await commandLine(again)).out.join('\n'),
      history: (await commandLine(history)).out,
      historyJson: (await commandLine([...history, '--json'])).out,
      historyCsv: (await commandLine([...history, '--csv'])).out.join('\n'),
    };
  }

  /**
   * The function gets the records whole, one of them cut off, and the bare text of the attack. With a table of
   * its own, so that none uses up the budget of notices of the next.
   */
  async function invoke(records: readonly unknown[], { text, name }: Attack) {
    vi.stubEnv('TABLE_NAME', await dynamoDb.createTable());
    vi.resetModules();
    const { handler } = await import('../../src/lambda/handler.ts');
    const logged: string[] = [];
    const log = (...values: unknown[]) =>
      void logged.push(...values.map((it) => JSON.stringify(it)));
    const spies = (['info', 'error', 'warn', 'log'] as const).map((level) =>
      vi.spyOn(console, level).mockImplementation(log),
    );
    const before = sns.published.length;
    const cutOff = JSON.stringify(records[0]).slice(0, -40);
    await handler(awslogsEvent([...records, cutOff, text]), { awsRequestId: name });
    for (const spy of spies) spy.mockRestore();
    return { published: sns.published.slice(before), logged };
  }

  return {
    outputsOf: (attack) => {
      const outputs = known.get(attack) ?? tryAttack(attack);
      known.set(attack, outputs);
      return outputs;
    },
    close: async () => {
      vi.unstubAllEnvs();
      vi.doUnmock('../../src/systemClock.ts');
      await Promise.all([smtp.close(), sns.close(), dynamoDb.close()]);
      await rm(folder, { recursive: true });
    },
  };
}

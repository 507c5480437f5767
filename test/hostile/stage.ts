import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Notice } from '../../src/notice/notice.ts';
import { awslogsEvent } from '../fakes/awslogs.ts';
import { startLambdaWorld } from '../fakes/lambdaWorld.ts';
import { startSmtpServer } from '../fakes/smtpServer.ts';
import type { Published } from '../fakes/snsServer.ts';
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
  const [smtp, world] = [await startSmtpServer(), await startLambdaWorld()];
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
    const handler = await world.freshHandler({
      environment: { EVENTS: 'AllSignInsAndTampering' },
      // The function spaces what it publishes; nobody waits here.
      clock: { now: () => Date.now(), sleep: () => Promise.resolve() },
    });
    const cutOff = JSON.stringify(records[0]).slice(0, -40);
    await handler(awslogsEvent([...records, cutOff, text]), { awsRequestId: name });
    const logged = world.logged.map((line) => JSON.stringify(line));
    return { published: [...world.sns.published], logged };
  }

  return {
    outputsOf: (attack) => {
      const outputs = known.get(attack) ?? tryAttack(attack);
      known.set(attack, outputs);
      return outputs;
    },
    close: async () => {
      await Promise.all([smtp.close(), world.close()]);
      await rm(folder, { recursive: true });
    },
  };
}

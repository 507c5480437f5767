import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { SubscribeCommand } from '@aws-sdk/client-sns';
import { fieldAt } from '../../../src/signin/fields.ts';
import { ACCOUNT } from '../../fakes/records.ts';
import type { CliWorld } from '../cliShell.ts';
import { eventually } from '../eventually.ts';

const TOPIC = `arn:aws:sns:us-east-1:${ACCOUNT}:SendEmailTopic-ab0925cd`;

/** `confirm`: who is not confirmed yet, then the link that SNS sends, once broken and once whole. */
export async function confirms({ checks, clients, shell }: CliWorld): Promise<void> {
  // MiniStack confirms e-mail by itself, but asks an HTTP endpoint as AWS does.
  const links: string[] = [];
  const reader = createServer(async (request, response) => {
    links.push(String(fieldAt(JSON.parse(await text(request)), 'SubscribeURL')));
    response.end();
  });
  await new Promise<void>((resolve) => {
    reader.listen(0, '127.0.0.1', () => resolve());
  });
  try {
    const address = reader.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const Endpoint = `http://127.0.0.1:${port}/`;
    await clients.sns.send(new SubscribeCommand({ TopicArn: TOPIC, Protocol: 'http', Endpoint }));
    const link = await eventually('the request to confirm arrives', async () => links[0]);
    const before = await shell.loginbell('confirm');
    checks.check(
      'confirm tells who is waiting',
      before.out.includes(`${Endpoint}: waits to be`),
      before,
    );
    const wrong = await shell.loginbell('confirm', link.replace(/Token=.{8}/, 'Token=00000000'));
    checks.check(
      'a wrong token is explained',
      wrong.code === 2 && wrong.err.includes('two days'),
      wrong,
    );
    const done = await shell.loginbell('confirm', link.replaceAll('=', '=3D'));
    checks.check('the link confirms', done.code === 0 && done.out.includes('No link can'), done);
    const after = await shell.loginbell('confirm', '--json');
    checks.check('and it is confirmed', /"authenticated": true/.test(after.out), after);
    const repaired = await shell.loginbell('confirm', '--yes');
    checks.check(
      'who was confirmed by a click is asked anew',
      /Asked anew: you@/.test(repaired.out),
      repaired,
    );
    const end = await shell.loginbell('confirm');
    checks.check(
      'and then no link is left',
      end.out.includes('email you@example.com: confirmed\n'),
      end,
    );
  } finally {
    reader.closeAllConnections();
    reader.close();
  }
}

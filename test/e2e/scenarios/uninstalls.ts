import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import type { CliWorld } from '../cliShell.ts';

const TABLE = 'ConsoleLoginEventDataTable-ab0925cd';

/** `uninstall`: asks first, keeps the history; `deploy` takes the history over again. */
export async function uninstalls({ checks, clients, shell }: CliWorld): Promise<void> {
  const dry = await shell.loginbell('uninstall', '--dry-run');
  checks.check(
    'uninstall shows what goes and stays',
    /delete {2}stack loginbell /.test(dry.out),
    dry,
  );
  checks.check('the history stays', dry.out.includes(`keep    table ${TABLE}`), dry);
  checks.check(
    'the hourly check goes first',
    /safety-net [\s\S]*stack loginbell /.test(dry.out),
    dry,
  );
  const done = await shell.loginbell('uninstall', '--yes');
  checks.check('it uninstalls', done.code === 0 && /delete-table .*ab0925cd/.test(done.out), done);
  const { Table } = await clients.dynamoDb.send(new DescribeTableCommand({ TableName: TABLE }));
  checks.equal('the table is still there', Table?.TableStatus, 'ACTIVE');
  const again = await shell.loginbell('uninstall', '--yes');
  checks.check(
    'run again, there is nothing',
    again.code === 0 && /There is no loginbell/.test(again.err),
    again,
  );
  const back = await shell.loginbell('deploy', '--email', 'you@example.com', '--yes', '--json');
  checks.check('deploy takes over what stayed', back.code === 0 && back.out.includes(TABLE), back);
  const end = await shell.loginbell('uninstall', '--yes', '--json');
  checks.check('and it uninstalls again', end.code === 0, end);
}

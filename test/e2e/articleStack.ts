/**
 * The move of the article's reader, on an emulated account: `node test/e2e/articleStack.ts`. Two stacks like the article's stand
 * there; loginbell is installed beside them, takes their history over, and takes nothing else. Needs what emulator.ts
 * needs. The emulator cannot say which stack a resource belongs to, so the article is recognised by its function alone.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeTableCommand, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { GetTopicAttributesCommand } from '@aws-sdk/client-sns';
import type { Fields } from '../../src/signin/fields.ts';
import { healthyTrail } from '../fakes/cloudTrailServer.ts';
import { ACCOUNT, consoleLogin } from '../fakes/records.ts';
import { ARTICLE_TABLE } from './articleFunction.ts';
import type { CliWorld } from './cliShell.ts';
import { runCliTrial } from './cliWorld.ts';
import { type Inbox, subscribeInbox } from './inbox.ts';
import { articlePart, articleRow, loadRows } from './rows.ts';
import { deleteStack, deploy } from './stack.ts';

const SUFFIX = 'bell01';
const LOG_GROUP = `aws-cloudtrail-loggroup-${ACCOUNT}-ab0925cd`;
const TOPIC = `arn:aws:sns:us-east-1:${ACCOUNT}:SendEmailTopic`;

await runCliTrial(async (world) => {
  const article = await deploysTheArticle(world);
  await isRecognised(world);
  const inbox = await installsBeside(world);
  await takesTheHistoryOver(world, inbox);
  await leavesTheArticleAlone(world, article);
});

/** Returns the id of the stack that tells. */
async function deploysTheArticle({ clients, cloudTrail }: CliWorld): Promise<string> {
  const template = (name: string) =>
    readFileSync(join(import.meta.dirname, 'articleStack', name), 'utf8');
  const trail = await deploy(clients, template('cloudtrail.yaml'), {}, { name: 'article-trail' });
  cloudTrail.trails.push(
    healthyTrail(
      `arn:aws:cloudtrail:us-east-1:${ACCOUNT}:trail/Management-events-ab0925cd`,
      `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:${trail.output('LogGroupName')}`,
    ),
  );
  const parameters = { ExistingCloudTrailLogGroupName: LOG_GROUP };
  const { id } = await deploy(clients, template('notification.yaml'), parameters, {
    name: 'article-notification',
  });
  return id;
}

async function isRecognised({ checks, clients, shell }: CliWorld): Promise<void> {
  const refused = await shell.loginbell('deploy', '--email', 'you@example.com', '--yes');
  checks.check(
    "deploy recognises the article's stack and names the suffix to use",
    refused.code === 2 &&
      /function ConsoleLoginNotificationLambda is that of the article.* add --suffix bell01/.test(
        refused.err,
      ),
    refused,
  );
  const made = await clients.dynamoDb
    .send(new DescribeTableCommand({ TableName: `${ARTICLE_TABLE}-ab0925cd` }))
    .then(
      () => true,
      () => false,
    );
  checks.equal('before anything is made', made, false);
}

async function installsBeside({ checks, clients, shell }: CliWorld): Promise<Inbox> {
  const beside = ['--suffix', SUFFIX, '--email', 'you@example.com', '--time-zone', 'Asia/Tokyo'];
  const dry = await shell.loginbell('deploy', ...beside, '--dry-run');
  checks.check(
    "the plan keeps the article's stack, says how its history comes over, and listens to its trail",
    dry.code === 0 &&
      dry.out.includes('keep    function ConsoleLoginNotificationLambda (of the article;') &&
      dry.out.includes(`backfill --from history.json --suffix ${SUFFIX}`) &&
      dry.out.includes(`loginbell listens to its log group ${LOG_GROUP}`),
    dry,
  );
  const done = await shell.loginbell('deploy', ...beside, '--yes');
  checks.check('it installs beside it', done.code === 0 && done.out.includes('Done.'), done);
  return subscribeInbox(clients, `${TOPIC}-${SUFFIX}`, 'inbox');
}

async function takesTheHistoryOver(
  { checks, clients, shell }: CliWorld,
  inbox: Inbox,
): Promise<void> {
  const now = Date.now();
  const rows = Array.from({ length: 30 }, (_, i) => {
    const at = new Date(now - (i + 1) * 86_400_000).toISOString().replace(/\.\d+/, '');
    return articleRow(consoleLogin(`article ${i}`, { eventTime: at }), `user-${i % 3}`, 90);
  });
  for (const row of rows) {
    await clients.dynamoDb.send(
      new PutItemCommand({ TableName: ARTICLE_TABLE, Item: itemOf(row) }),
    );
  }
  const folder = mkdtempSync(join(tmpdir(), 'loginbell-article-'));
  try {
    const file = join(folder, 'history.json');
    const { Items, Count, ScannedCount } = await clients.dynamoDb.send(
      new ScanCommand({ TableName: ARTICLE_TABLE }),
    );
    writeFileSync(file, JSON.stringify({ Items, Count, ScannedCount }, null, 4));
    const args = ['backfill', '--suffix', SUFFIX, '--from', file, '--yes'];
    const taken = await shell.loginbell(...args);
    checks.check('all rows are taken over', taken.out.includes('30 new sign-ins'), taken);
    const again = await shell.loginbell(...args);
    checks.check('a second time, none', /\b0 new .* 30 known/.test(again.out), again);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const kept = await loadRows(clients.dynamoDb, `${ARTICLE_TABLE}-${SUFFIX}`);
  // An expiry is renewed: nothing that was taken over is gone within a week.
  const facts = (row: ReturnType<typeof articlePart>) => ({ ...row, unixtime: undefined });
  checks.equal(
    "what the article stored is in loginbell's table as it was",
    rows.map((row) => facts(articlePart(kept.get(String(row['eventID']))))),
    rows.map((row) => facts(articlePart(row))),
  );
  const history = await shell.loginbell(
    'history',
    '--suffix',
    SUFFIX,
    '--user',
    'user-1',
    '--json',
  );
  checks.equal('history finds them', history.out.trim().split('\n').length, 10);
  checks.equal('nobody is told of them', (await inbox.look()).length, 0);
}

/** As the article's function stores it: numbers as numbers, everything else as text. */
function itemOf(row: Fields) {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === 'number' ? { N: String(value) } : { S: String(value) },
    ]),
  );
}

async function leavesTheArticleAlone(
  { checks, clients, shell }: CliWorld,
  article: string,
): Promise<void> {
  const gone = await shell.loginbell('uninstall', '--suffix', SUFFIX, '--yes');
  checks.check('loginbell is taken away again', gone.code === 0, gone);
  const topic = await clients.sns.send(
    new GetTopicAttributesCommand({ TopicArn: `${TOPIC}-ab0925cd` }),
  );
  checks.check("the article's topic is still there", topic.Attributes !== undefined);
  checks.equal('and its rows', (await loadRows(clients.dynamoDb, ARTICLE_TABLE)).size, 30);
  await deleteStack(clients, article);
  const kept = await loadRows(clients.dynamoDb, `${ARTICLE_TABLE}-${SUFFIX}`);
  checks.equal("without the article's stack, the history stays", kept.size, 30);
}

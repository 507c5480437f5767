/**
 * The function of the article that loginbell began as, beside ours, on the same endpoints with the same records:
 * `node test/e2e/besideSeed.ts [INDEX_PY]`. The article's code is not part of this project; without it there
 * is nothing to compare. Needs Python 3.10 or later and a package index.
 */
import { Console } from 'node:console';
import { existsSync } from 'node:fs';
import { Writable } from 'node:stream';
import { isDeepStrictEqual } from 'node:util';
import { handler } from '../../src/lambda/handler.ts';
import { type Fields, fieldAt } from '../../src/signin/fields.ts';
import { awslogsEvent } from '../fakes/awslogs.ts';
import { startDynamoDb } from '../fakes/dynamoDb.ts';
import { functionEnvironment } from '../fakes/functionEnvironment.ts';
import { startSns } from '../fakes/snsServer.ts';
import { ARTICLE_TABLE, articlePython, createArticleTable } from './articleFunction.ts';
import { type Checks, runChecks } from './checks.ts';
import { oddRecords } from './oddRecords.ts';
import { loadRows } from './rows.ts';
import { runPython } from './runPython.ts';
import { allKinds, type Example, eventIdOf } from './signIns.ts';

const [indexPy] = process.argv.slice(2);
if (indexPy === undefined || !existsSync(indexPy)) {
  process.stdout.write(
    "skipped: the article's function beside ours, because its file is not here\n",
  );
} else {
  await runChecks((checks) => compares(checks, indexPy));
}

async function compares(checks: Checks, file: string): Promise<void> {
  const python = articlePython();
  const [dynamoDb, sns] = [await startDynamoDb(), await startSns()];
  try {
    const ourTable = await dynamoDb.createTable();
    await createArticleTable(dynamoDb.client);
    const endpoints = { dynamoDb: dynamoDb.endpoint, sns: sns.endpoint };
    const shared = functionEnvironment(endpoints, ourTable);
    Object.assign(process.env, shared, {
      RETENTION_DAYS: '180', // what its code says; its text says 90
      EVENTS: 'AllSignInsAndTampering',
    });
    const sink = new Console(new Writable({ write: (_chunk, _encoding, done) => done() }));
    Object.assign(console, { info: sink.info, error: sink.error });

    const examples = [...allKinds(Date.now()), ...oddRecords(Date.now())];
    // One record an event: the article's function gives up on the rest of an envelope at its first error.
    const events = examples.map(({ message }) => awslogsEvent([message]));
    const errors = await runPython(python, file, events, { ...shared, TZ: 'UTC' });
    checks.note(`of ${examples.length} records its function publishes ${sns.published.length}`);
    sns.published.length = 0;
    for (const [i, event] of events.entries())
      await handler(event, { awsRequestId: `request-${i}` });
    checks.note(`ours, in ${sns.published.length} notices, folds a burst of failures`);

    const its = await loadRows(dynamoDb.client, ARTICLE_TABLE);
    const ours = await loadRows(dynamoDb.client, ourTable);
    checks.equal('ours stores every record', ours.size, examples.length);
    for (const [i, example] of examples.entries()) {
      comparesRow(checks, example, its, ours, errors[i]);
    }
    checks.note(`rows: its ${its.size}, ours ${ours.size}`);
  } finally {
    await Promise.all([dynamoDb.close(), sns.close()]);
  }
}

function comparesRow(
  checks: Checks,
  example: Example,
  its: ReadonlyMap<string, Fields>,
  ours: ReadonlyMap<string, Fields>,
  error: string | undefined,
): void {
  const { title } = example;
  const id = eventIdOf(example) ?? [...ours.keys()].find((key) => key.startsWith('derived-')) ?? '';
  const [left, right] = [its.get(id), ours.get(id)];
  if (left === undefined) {
    checks.check(`${title}: its function fails (${error}), ours stores it`, right !== undefined);
    return;
  }
  const names = Object.keys(left);
  const different = names.filter((name) => !isDeepStrictEqual(left[name], fieldAt(right, name)));
  checks.check(
    `${title}: all ${names.length} attributes of its row are equal in ours, which has ${Object.keys(right ?? {}).length - names.length} more`,
    different.length === 0,
    different.map((name) => ({ name, its: left[name], ours: fieldAt(right, name) })),
  );
}

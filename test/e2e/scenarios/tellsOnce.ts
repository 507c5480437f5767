import { type Fields, fieldAt, fieldsOf } from '../../../src/signin/fields.ts';
import { awslogsEvent } from '../../fakes/awslogs.ts';
import type { RecordFields } from '../../fakes/records.ts';
import { eventually } from '../eventually.ts';
import type { Told } from '../inbox.ts';
import { invokeAndWait } from '../invocations.ts';
import { articlePart, articleRow, loadRows } from '../rows.ts';
import { allKinds, BURST_SUBJECTS, burst, type Example, eventIdOf } from '../signIns.ts';
import { type Bell, invokeLater, type World } from '../world.ts';

const RETENTION_DAYS = 90;

/** All kinds of sign-ins in one envelope: stored and told as expected, and only once. */
export async function tellsOnce(world: World, bell: Bell, other: Bell): Promise<void> {
  const { checks, clients } = world;
  const now = Date.now();
  const failures = burst(now);
  const examples = [...allKinds(now), ...failures];
  const event = awslogsEvent(examples.map(({ message }) => message));
  const ringing =
    examples.filter(({ subject }) => subject !== undefined).length + BURST_SUBJECTS.length;
  const load = () => loadRows(clients.dynamoDb, bell.stack.tableName);

  await invokeLater(world, bell, event);
  const rows = await eventually('every sign-in is stored and settled', async () => {
    const found = await load();
    const open = [...found.values()].filter(({ state }) => state === 'claimed');
    return found.size >= examples.length && open.length === 0 ? found : undefined;
  });
  const told = await eventually('every notice arrives', async () => {
    const all = await bell.inbox.look();
    return all.length >= ringing ? [...all] : undefined;
  });

  checks.equal('each sign-in has one row', rows.size, examples.length);
  for (const example of examples) {
    const id = eventIdOf(example) ?? [...rows.keys()].find((key) => key.startsWith('derived-'));
    const row = rows.get(id ?? '');
    checks.equal(
      `${example.title}: its row has the article's attributes, and is ${example.state ?? 'settled'}`,
      { ...articlePart(row), state: row?.['state'] },
      { ...expectedRow(example, id), state: example.state ?? row?.['state'] },
    );
    if (example.subject !== undefined) comparesNotice(world, example, id, told);
  }
  const burstIds = failures.map((failure) => eventIdOf(failure) ?? '');
  const ofBurst = told.filter(({ eventIds }) => eventIds.some((id) => burstIds.includes(id)));
  checks.equal(
    'the 1st, 2nd, 3rd and 10th of twelve failures are told',
    ofBurst.map(({ subject, attributes }) => [subject, attributes['severity']]).sort(),
    BURST_SUBJECTS.map((subject) => [subject, 'warning']).sort(),
  );
  checks.equal(
    'each by the row of one of them, and the others are folded',
    burstIds.map((id) => rows.get(id)?.['state']).sort(),
    burstIds.map((_, i) => (i < 8 ? 'folded' : 'sent')),
  );
  checks.equal('nothing else is told', told.length, ringing);

  await invokeAndWait(world, bell, event);
  await invokeAndWait(world, bell, awslogsEvent(['CWL CONTROL MESSAGE'], 'CONTROL_MESSAGE'));
  checks.equal(
    'the same envelope again, and a probe of CloudWatch Logs, change no row',
    [...(await load())],
    [...rows],
  );
  checks.equal('and tell nothing', (await bell.inbox.look()).length, ringing);
  checks.equal(
    "the other stack's table stays empty",
    (await loadRows(clients.dynamoDb, other.stack.tableName)).size,
    0,
  );
  checks.equal('and it tells nothing', (await other.inbox.look()).length, 0);
}

function comparesNotice(
  { checks }: World,
  example: Example,
  id: string | undefined,
  told: readonly Told[],
): void {
  const { title, subject, severity } = example;
  const { sourceIPAddress, eventName, userIdentity } = recordOf(example);
  checks.equal(
    `${title}: told once, as "${subject}" (${severity})`,
    told
      .filter(({ eventIds }) => eventIds.includes(id ?? ''))
      .map((notice) => ({
        subjects: [notice.subject, notice.payload['subject']],
        severity: notice.attributes['severity'],
        accountId: notice.attributes['accountId'],
        eventNames: [notice.attributes['eventName'], notice.signIns[0]?.['eventName']],
        sourceIPAddress: notice.signIns[0]?.['sourceIPAddress'],
        signIns: notice.signIns.length,
      })),
    [
      {
        subjects: [subject, subject],
        severity,
        accountId: fieldAt(userIdentity, 'accountId'),
        eventNames: [eventName, eventName],
        sourceIPAddress,
        signIns: 1,
      },
    ],
  );
}

function expectedRow(example: Example, id: string | undefined): Fields {
  const row = articleRow(recordOf(example), example.userName, RETENTION_DAYS);
  return { ...row, eventID: id };
}

/** What is cut off still holds all that the article's function stores, save the `eventID`. */
function recordOf({ message }: Example): RecordFields {
  if (typeof message !== 'string') return message;
  return { ...fieldsOf(JSON.parse(`${message.replace(/,$/, '')}}`)) };
}

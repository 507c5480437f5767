import type { HealthFacts, TopicFacts } from './facts.ts';
import { broken, given, type Judged, type Judgements, ok } from './judged.ts';

/** Where sign-ins are kept and told: table, dead letters, topic, alarms. */
export function judgeKeeping(facts: HealthFacts): Judgements {
  return {
    table: given(facts.table, (table) => {
      if (table === undefined) return broken('table-missing');
      const { state } = table;
      return /^(ACTIVE|UPDATING)$/.test(state) ? ok('table-ok') : broken('table-state', { state });
    }),
    'dead-letters': given(facts.deadLetters, (count) => {
      if (count === undefined) return broken('dead-letters-missing');
      return count === 0 ? ok('dead-letters-ok') : broken('dead-letters-waiting', { count });
    }),
    topic: given(facts.topic, (topic) => judgeTopic(topic, facts.email)),
    alarms: given(facts.alarms, (found) => judgeAlarms(found, facts.names.alarms)),
  };
}

function judgeTopic(topic: TopicFacts | undefined, email: string | undefined): Judged {
  if (topic === undefined) return broken('topic-missing');
  const { confirmed: count } = topic;
  const pending = topic.pending.join(', ') || '-';
  if (count === 0) return broken('topic-nobody', { pending });
  // Somebody is told, but not who was to be: unsubscribed by a click in a mail, or never confirmed.
  if (email !== undefined && !topic.emails?.includes(email.toLowerCase())) {
    return broken('topic-lost', { email, pending });
  }
  return ok(topic.pending.length > 0 ? 'topic-pending' : 'topic-ok', { count, pending });
}

function judgeAlarms(
  found: readonly { readonly name: string; readonly acts: boolean }[],
  expected: readonly string[],
): Judged {
  const present = new Map(found.map(({ name, acts }) => [name, acts]));
  const missing = expected.filter((name) => !present.has(name));
  if (missing.length > 0) return broken('alarms-missing', { names: missing.join(', ') });
  const muted = expected.filter((name) => present.get(name) === false);
  return muted.length > 0
    ? broken('alarms-muted', { names: muted.join(' ') })
    : ok('alarms-ok', { count: expected.length });
}

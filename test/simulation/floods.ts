import { consoleLogin, FAILED, iamUser, type RecordFields, rootUser } from '../fakes/records.ts';

/** One record of a flood. */
export type FloodRecord = {
  readonly eventId: string;
  /** Milliseconds since the epoch. */
  readonly occurredAt: number;
  /** Must ring alone, in the run of its own envelope. */
  readonly isImportant: boolean;
  readonly isFailure: boolean;
  /** The log event's message. */
  readonly message: string;
};

const MINUTE = 60_000;

/**
 * Somebody guesses passwords of one account for ten minutes, five before the full hour and five after it:
 * 50 user names (every third guess at one that does not exist), 200 addresses; five real successes, one root
 * success and one StopLogging among them.
 */
export function passwordGuessing(failures: number): FloodRecord[] {
  const start = Date.parse('2026-03-02T09:55:00Z');
  const step = (10 * MINUTE) / failures;
  const guesses = Array.from({ length: failures }, (_, i) =>
    record(`guess-${i}`, start + i * step, {
      ...FAILED,
      userIdentity: i % 3 === 0 ? HIDDEN : iamUser(`user${i % 50}`),
      sourceIPAddress: `198.51.100.${i % 200}`,
    }),
  );
  const among = (part: number) => start + Math.round(10 * MINUTE * part);
  const successes = [0.1, 0.3, 0.5, 0.7, 0.9].map((part, i) =>
    important(`success-${i}`, among(part), { userIdentity: iamUser(`real${i}`) }),
  );
  const root = important('root', among(0.42), { userIdentity: rootUser() });
  const stop = important('stop', among(0.43), STOP_LOGGING);
  return inOrder([...guesses, ...successes, root, stop]);
}

/** So many people sign in within five minutes, each once. */
export function mondayMorning(people: number): FloodRecord[] {
  const start = Date.parse('2026-03-02T09:00:00Z');
  const step = (5 * MINUTE) / people;
  return Array.from({ length: people }, (_, i) =>
    record(`monday-${i}`, start + i * step, {
      userIdentity: iamUser(`person${i}`),
      sourceIPAddress: `203.0.113.${i % 4}`,
    }),
  );
}

/** Somebody without any permission calls StopLogging so often within five minutes, refused each time. */
export function refusedTampering(calls: number): FloodRecord[] {
  const start = Date.parse('2026-03-02T09:00:00Z');
  const step = (5 * MINUTE) / calls;
  const noise = Array.from({ length: calls }, (_, i) =>
    record(`noise-${i}`, start + i * step, { ...STOP_LOGGING, errorCode: 'AccessDenied' }),
  );
  const root = important('root', start + 2.5 * MINUTE, { userIdentity: rootUser() });
  return inOrder([...noise, root]);
}

/**
 * The records in envelopes of one size, in order, each delivered about five minutes after its last record:
 * as they come, or (`bursts`) all of a minute at once. CloudWatch Logs documents neither the size of a
 * delivery nor its rhythm, so both vary. Milliseconds since the epoch.
 */
export function deliveriesOf(
  records: readonly FloodRecord[],
  size: number,
  rhythm: 'steady' | 'bursts',
): { readonly at: number; readonly records: readonly FloodRecord[] }[] {
  const deliveries: { at: number; records: readonly FloodRecord[] }[] = [];
  for (let i = 0; i < records.length; i += size) {
    const part = records.slice(i, i + size);
    const last = part.at(-1)?.occurredAt ?? 0;
    const ready = rhythm === 'steady' ? last : Math.ceil(last / MINUTE) * MINUTE;
    deliveries.push({ at: ready + 5 * MINUTE, records: part });
  }
  return deliveries;
}

const HIDDEN: RecordFields = {
  type: 'IAMUser',
  accountId: '123456789012',
  userName: 'HIDDEN_DUE_TO_SECURITY_REASONS',
};

const STOP_LOGGING: RecordFields = {
  eventName: 'StopLogging',
  eventSource: 'cloudtrail.amazonaws.com',
  eventType: 'AwsApiCall',
  responseElements: null,
  requestParameters: { name: 'management-events' },
};

function record(seed: string, occurredAt: number, changes: RecordFields): FloodRecord {
  const fields = consoleLogin(seed, {
    ...changes,
    eventTime: new Date(occurredAt).toISOString().replace(/\.\d+Z$/, 'Z'),
  });
  return {
    eventId: String(fields.eventID),
    occurredAt,
    isImportant: false,
    isFailure: /^(guess|noise)/.test(seed),
    message: JSON.stringify(fields),
  };
}

function important(seed: string, occurredAt: number, changes: RecordFields): FloodRecord {
  return { ...record(seed, occurredAt, changes), isImportant: true };
}

function inOrder(records: readonly FloodRecord[]): FloodRecord[] {
  return records.toSorted((a, b) => a.occurredAt - b.occurredAt);
}

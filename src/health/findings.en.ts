import type { FindingTexts } from './findings.ts';
import type { LinkName } from './verdict.ts';

export const titlesEn: Readonly<Record<LinkName, string>> = {
  trail: 'Trail',
  logging: 'Trail switched on',
  delivery: 'Trail to CloudWatch Logs',
  events: 'Recorded events',
  'log-group': 'Log group of the trail',
  filter: 'Subscription filter',
  permission: 'Permission to invoke the function',
  function: 'Function',
  code: 'Code of the function',
  retries: 'What failed is kept',
  table: 'Table',
  'dead-letters': 'Dead-letter queue',
  topic: 'Topic and its subscribers',
  alarms: 'Alarms',
};

const REDEPLOY =
  'Delete the stack and deploy the template again; table and logs are kept (docs/deploy.md).';

export const findingsEn: FindingTexts = {
  'trail-ok': ['{trail} records all regions and sends to {logGroup}.'],
  'trail-none': [
    'No trail sends to {logGroup}.',
    'Deploy cloudtrail.yaml, or let a multi-region trail send to this log group.',
  ],
  'trail-single-region': [
    '{trail} records one region alone; sign-ins are recorded in several.',
    'Make it a multi-region trail.',
  ],
  'logging-ok': ['{trail} is logging.'],
  'logging-stopped': [
    '{trail} is switched off. Nothing is recorded.',
    'Switch it on, and look in the event history who did it (StopLogging).',
  ],
  'delivery-ok': ['Last delivery: {time} UTC.'],
  'delivery-error': [
    'CloudTrail cannot write to CloudWatch Logs: {error}',
    'Look at the role and the log group that the trail names.',
  ],
  'delivery-stale': [
    'Nothing was delivered since {time} UTC. The function alone makes an event whenever it starts.',
    'Look at the state of the trail, its role and its log group.',
  ],
  'delivery-never': [
    'CloudTrail has delivered nothing to CloudWatch Logs yet.',
    'Wait a quarter of an hour after a fresh installation; then look at the state of the trail.',
  ],
  'events-ok': ['Management events that write are recorded.'],
  'events-missing': [
    '{trail} does not record management events that write; sign-ins are among them.',
    'Record them. The command replaces the present selectors.',
  ],
  'events-narrowed': [
    'The selectors of {trail} choose by {by}; whether sign-ins are among it cannot be told.',
    'Look at the selectors.',
  ],
  'log-group-ok': ['{logGroup} is there, class STANDARD.'],
  'log-group-missing': [
    'The log group {logGroup} does not exist.',
    'Deploy cloudtrail.yaml again under a new suffix, then this template with its log group.',
  ],
  'log-group-class': [
    '{logGroup} has the class {class}, which has no subscription filters.',
    'Let the trail send to a log group of class STANDARD; the class cannot be changed.',
  ],
  'filter-ok': ['{filter} sends to {function}.'],
  'filter-missing': [
    '{filter} is not on {logGroup}. Nothing reaches the function.',
    'Put it back, and look in the event history who deleted it.',
  ],
  'filter-elsewhere': ['{filter} sends to {destination}.', 'Point it to the function again.'],
  'filter-pattern': [
    '{filter} has another pattern than the template gives it for {events}.',
    "Put the template's pattern back.",
  ],
  'filter-other-version': [
    '{filter} has another pattern than version {version}; the installation is {installed}.',
    'Deploy the template of this version.',
  ],
  'permission-ok': ['CloudWatch Logs may invoke {function}.'],
  'permission-missing': [
    'CloudWatch Logs may not invoke {function} for {logGroup}.',
    'Give the permission back.',
  ],
  'function-ok': [
    '{function}, version {installed}: {count} invocations in 3 hours, {errors} failed.',
  ],
  'function-missing': ['{function} does not exist.', REDEPLOY],
  'function-state': ['{function} is {state}. {reason}', 'See what the reason says.'],
  'function-stopped': [
    '{function} has a reserved concurrency of 0: it can never run.',
    'Take the limit away.',
  ],
  'function-failing': [
    'All {count} invocations of the last 3 hours failed.',
    'Read its log; the last error says what is wrong.',
  ],
  'code-ok': ['Unchanged since CloudFormation deployed it on {time} UTC.'],
  'code-changed': [
    'Changed on {time} UTC, after CloudFormation deployed it on {deployed} UTC.',
    'If it was not you, treat it as an attack: compare the code (docs/deploy.md), then deploy again.',
  ],
  'code-unmanaged': [
    'No CloudFormation stack knows the function; whether its code was changed cannot be told.',
    REDEPLOY,
  ],
  'retries-ok': ['What fails three times goes to {queue}.'],
  'retries-missing': [
    'What fails three times does not go to {queue}; it would be lost.',
    'Set the destination again.',
  ],
  'table-ok': ['{table} is there.'],
  'table-missing': [
    '{table} does not exist. Nothing can be told.',
    'Restore it from point-in-time recovery under the same name, or delete the stack and deploy again.',
  ],
  'table-state': ['{table} is {state}.', 'Wait, or see in the DynamoDB console why.'],
  'dead-letters-ok': ['{queue} is empty.'],
  'dead-letters-missing': ['{queue} does not exist.', REDEPLOY],
  'dead-letters-waiting': [
    'Waiting in {queue}: {count}. Nobody was told of what is in there.',
    'Find out why they failed, then play them back.',
  ],
  'topic-ok': ['Confirmed subscriptions of {topic}: {count}.'],
  'topic-pending': ['Confirmed subscriptions of {topic}: {count}. Not confirmed: {pending}.'],
  'topic-missing': ['{topic} does not exist.', REDEPLOY],
  'topic-nobody': [
    '{topic} has no confirmed subscription; nobody is told. Not confirmed: {pending}.',
    'Confirm with "loginbell confirm" (not by a click), or subscribe another address.',
  ],
  'topic-lost': [
    '{email}, who was to be told, has no confirmed subscription of {topic}. Not confirmed: {pending}.',
    'Subscribe the address again and confirm with "loginbell confirm" (not by a click); or name another with "loginbell deploy --email".',
  ],
  'alarms-ok': ['All {count} alarms are there and act.'],
  'alarms-missing': ['Missing: {names}.', REDEPLOY],
  'alarms-muted': ['Without effect: {names}.', 'Switch their actions on again.'],
  depends: ['It hangs on another link: {on}.'],
  denied: ['The permission {permission} is missing.', 'Allow it, and look again.'],
  'not-seen': ['It could not be looked at: {reason}'],
};

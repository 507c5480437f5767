/**
 * The patterns of fast-path.yaml before AWS's own matcher (`software.amazon.event.ruler`, which EventBridge is made of):
 * `node test/e2e/eventRuler.ts`. Needs a JDK and Maven, and Maven Central the first time.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { recordsOf } from '../../src/envelopes/recordsOf.ts';
import { syntheticSignIn } from '../../src/installation/syntheticSignIn.ts';
import { TEST_SOURCE } from '../../src/signin/eventPatterns.ts';
import { EVENTS_SETTINGS, type EventsSetting } from '../../src/signin/events.ts';
import { type Fields, isFields, textAt } from '../../src/signin/fields.ts';
import { parseSignIn } from '../../src/signin/parseSignIn.ts';
import { CHAIN_CALLS, chainRecord, KEY_ID, LOG_GROUP, STACK, SUFFIX } from '../fakes/chainCalls.ts';
import { companyWeek } from '../fakes/companyWeek.ts';
import { ACCOUNT, consoleLogin } from '../fakes/records.ts';
import { fitsEventPattern } from '../templates/eventPattern.ts';
import { templateNamed } from '../templates/loadTemplate.ts';
import { ownResourcesOf } from '../templates/ownResources.ts';
import { cacheFolder, ROOT } from './cacheFolder.ts';
import { runChecks } from './checks.ts';
import { oddRecords } from './oddRecords.ts';
import { allKinds } from './signIns.ts';

/** What the function of the tests' chain is told to guard. */
const OWN = ownResourcesOf(templateNamed('console-login-notification.yaml'), {
  S: SUFFIX,
  ExistingCloudTrailLogGroupName: LOG_GROUP,
  'AWS::StackName': STACK,
  KmsKeyArn: `arn:aws:kms:ap-northeast-1:${ACCOUNT}:key/${KEY_ID}`,
});

const HERE = join(import.meta.dirname, 'eventRuler');

/** The class path of the matcher, fetched once. */
function classPath(): string {
  const folder = cacheFolder('event-ruler');
  const stamp = join(folder, 'pom.xml');
  const pom = readFileSync(join(HERE, 'pom.xml'), 'utf8');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== pom) {
    const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';
    const options = ['-B', '-q', '-f', join(HERE, 'pom.xml'), goal, `-DoutputDirectory=${folder}`];
    execFileSync('mvn', options, { stdio: ['ignore', 'inherit', 'inherit'] });
    writeFileSync(stamp, pom);
  }
  return join(folder, '*');
}

/** Of each pair whether the event fits the pattern. */
function matchedByAws(pairs: readonly { readonly pattern: unknown; readonly event: unknown }[]) {
  const input = pairs.map((pair) => JSON.stringify(pair)).join('\n');
  const output = execFileSync('java', ['-cp', classPath(), join(HERE, 'Matches.java')], {
    input,
    maxBuffer: 1 << 28,
  });
  return output
    .toString()
    .trim()
    .split('\n')
    .map((line) => line === 'true');
}

/** The spellings of one thing, as AWS's pages and real events have them. */
const DETAIL_TYPES = [
  'AWS Console Sign In via CloudTrail',
  'AWS Console Signin via CloudTrail',
  'AWS Service Event via CloudTrail',
  'AWS API Call via CloudTrail',
];

/** The service as EventBridge names it. */
function sourceOf(record: Fields): string {
  return `aws.${textAt(record, ['eventSource']).split('.')[0]}`;
}

/** Every record of the tests, whole, each as one event; `detail-type` in turn in all its spellings. */
function events(): readonly Fields[] {
  const now = Date.now();
  const texts = [...allKinds(now), ...oddRecords(now)].map(({ message }) => message);
  const sample = readFileSync(join(ROOT, 'examples/sample-records.ndjson'), 'utf8').split('\n');
  const written = [...texts, ...sample].flatMap((text) =>
    [...recordsOf(text)].flatMap((one) =>
      one.kind === 'record' && isFields(one.record) ? [one.record] : [],
    ),
  );
  const records = [
    ...written,
    ...companyWeek(4).records,
    ...CHAIN_CALLS.map((call) => chainRecord(call)),
    ...['RunInstances', 'AssumeRole', 'DescribeTable', 'ListUsers', 'PutItem'].map((eventName) =>
      consoleLogin(eventName, {
        eventName,
        eventSource: 'ec2.amazonaws.com',
        eventType: 'AwsApiCall',
        responseElements: null,
      }),
    ),
  ];
  const wrapped = records.map((detail, i) => ({
    version: '0',
    id: `e${i}`,
    source: sourceOf(detail),
    account: ACCOUNT,
    'detail-type': DETAIL_TYPES[i % DETAIL_TYPES.length],
    detail,
  }));
  const place = { accountId: ACCOUNT, partition: 'aws', region: 'us-east-1' };
  return [
    ...wrapped,
    { source: 'aws.signin', 'detail-type': 'Sign-in Anomaly Alert', detail: { x: 1 } },
    {
      source: TEST_SOURCE,
      'detail-type': 'x',
      detail: syntheticSignIn({ id: 'x', at: now, ...place }),
    },
    // Anybody may send these, and none is to be heard.
    { source: 'mallory', 'detail-type': DETAIL_TYPES[0], detail: consoleLogin('forged') },
    { source: TEST_SOURCE, 'detail-type': DETAIL_TYPES[0], detail: consoleLogin('forged too') },
  ];
}

/** Would the function ring for it, or store it? */
function isForUs(event: Fields, setting: EventsSetting): boolean {
  const watch = { events: setting, ownResources: OWN };
  const source = textAt(event, ['source']);
  if (!source.startsWith('aws.') && source !== TEST_SOURCE) return false;
  if (source === TEST_SOURCE && !textAt(event, ['detail', 'eventID']).startsWith('loginbell-test-'))
    return false;
  return [...recordsOf(event)].some((one) =>
    one.kind === 'record'
      ? parseSignIn(one.record, watch, { at: Date.now() }).kind === 'sign-in'
      : one.preselected,
  );
}

await runChecks(async (checks) => {
  const all = events();
  checks.note(`${all.length} events`);
  const { EventPattern } =
    templateNamed('fast-path.yaml').Resources['FastPathRule']?.Properties ?? {};
  const [, tampering, signIns] = Object(EventPattern)['Fn::If'];
  for (const setting of EVENTS_SETTINGS) {
    const pattern: unknown = setting === 'AllSignInsAndTampering' ? tampering : signIns;
    const matched = matchedByAws(all.map((event) => ({ pattern, event })));
    checks.equal(`${setting}: AWS answers for every event`, matched.length, all.length);
    const wanted = all.map((event) => isForUs(event, setting));
    const lost = all.filter((_, i) => wanted[i] && !matched[i]);
    checks.equal(`${setting}: everything that rings passes`, lost, []);
    const needless = all.filter((_, i) => !wanted[i] && matched[i]);
    checks.check(`${setting}: something rings`, wanted.filter(Boolean).length > 30);
    checks.note(
      `${setting}: ${matched.filter(Boolean).length} pass, ${needless.length} of them needlessly: ` +
        [...new Set(needless.map((event) => textAt(event, ['detail', 'eventName'])))].join(', '),
    );
    const forged = all.filter((event, i) => matched[i] && !isOfAws(event));
    checks.equal(`${setting}: what anybody may send does not pass`, forged, []);
    const ours = all.map((event) => fitsEventPattern(pattern, event));
    const differs = all.filter((_, i) => ours[i] !== matched[i]);
    checks.equal(`${setting}: the matcher of the unit tests answers the same`, differs, []);
  }
});

/** AWS's own, or `loginbell test`'s. */
function isOfAws(event: Fields): boolean {
  if (textAt(event, ['source']).startsWith('aws.')) return true;
  return textAt(event, ['detail', 'eventID']).startsWith('loginbell-test-');
}

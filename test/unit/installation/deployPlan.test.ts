import { describe, expect, it } from 'vitest';
import type {
  DeployFacts,
  DeployRequest,
  DeployTarget,
} from '../../../src/installation/deployFacts.ts';
import { planDeploy } from '../../../src/installation/deployPlan.ts';
import { resourceNames } from '../../../src/installation/resourceNames.ts';

const PLACE = { partition: 'aws', accountId: '111122223333', region: 'us-east-1' };

/** A template with these parameters, as the build writes one. */
const template = (...parameters: string[]) =>
  `Description: loginbell 0.2.0 - x\n\nParameters:\n${parameters.map((one) => ` ${one}:\n  Type: String\n`).join('')}\nResources:\n`;
const NOTIFICATION = template(
  'ResourceSuffixName',
  'ExistingCloudTrailLogGroupName',
  'Email',
  'AlarmEmail',
  'Language',
  'Events',
);
const SAFETY_NET = template(
  'ResourceSuffixName',
  'ExistingCloudTrailLogGroupName',
  'Language',
  'Events',
  'HasAlarmEmail',
);

const target = (
  stackName: string,
  body: string,
  parameters?: Record<string, string>,
): DeployTarget => ({
  stackName,
  template: body,
  program: {},
  readable: `# to be read\n${body}`,
  state:
    parameters === undefined
      ? undefined
      : { name: stackName, id: stackName, status: 'CREATE_COMPLETE', parameters, outputs: {} },
  deployed: parameters === undefined ? undefined : body,
});
const INSTALLED = {
  ResourceSuffixName: 'ab0925cd',
  ExistingCloudTrailLogGroupName: 'logs',
  Email: 'you@example.com',
  AlarmEmail: 'me@example.org',
  Language: 'ja',
  Events: 'ConsoleLogin',
};
const facts = (changes: Partial<DeployFacts> = {}): DeployFacts => ({
  place: PLACE,
  names: resourceNames('ab0925cd'),
  trail: target('loginbell-trail', template('ResourceSuffixName')),
  notification: target('loginbell', NOTIFICATION, INSTALLED),
  safetyNet: target('loginbell-safety-net', SAFETY_NET),
  candidates: [],
  givenLogGroup: undefined,
  ...changes,
});
const request = (changes: Partial<DeployRequest> = {}): DeployRequest => ({
  parameters: {},
  defaults: { Language: 'en' },
  logGroup: undefined,
  newTrail: false,
  safetyNet: false,
  namesOfOrganization: false,
  noEmail: false,
  ...changes,
});
const changesOf = (plan: ReturnType<typeof planDeploy>) =>
  plan.works.map(({ change: { kind, name, parameters } }) => ({ kind, name, parameters }));

describe('the hourly check in a deployment', () => {
  it('comes when it is asked for, and takes from the notification what both templates ask for', () => {
    expect(planDeploy(request(), facts()).works).toEqual([]);
    expect(changesOf(planDeploy(request({ safetyNet: true }), facts()))).toEqual([
      {
        kind: 'create',
        name: 'loginbell-safety-net',
        parameters: {
          ResourceSuffixName: 'ab0925cd',
          ExistingCloudTrailLogGroupName: 'logs',
          Language: 'ja',
          Events: 'ConsoleLogin',
          HasAlarmEmail: 'true',
        },
      },
    ]);
  });

  it('is from then on changed together with the notification', () => {
    const { Email, AlarmEmail, ...shared } = INSTALLED;
    const safetyNet = target('loginbell-safety-net', SAFETY_NET, {
      ...shared,
      HasAlarmEmail: 'true',
    });
    const plan = planDeploy(
      request({ parameters: { Events: 'AllSignIns' } }),
      facts({ safetyNet }),
    );
    expect(changesOf(plan)).toMatchObject([
      { kind: 'update', name: 'loginbell', parameters: { Events: 'AllSignIns', Email: undefined } },
      {
        kind: 'update',
        name: 'loginbell-safety-net',
        parameters: { Events: 'AllSignIns', Language: undefined },
      },
    ]);
    expect([Email, AlarmEmail]).toHaveLength(2);
  });
});

describe('a deployment', () => {
  it('asks only those to confirm whose address is new', () => {
    const same = request({ parameters: { Email: 'you@example.com', Events: 'AllSignIns' } });
    expect(planDeploy(same, facts()).asked).toEqual([]);
    const other = request({ parameters: { AlarmEmail: 'new@example.org' } });
    expect(planDeploy(other, facts()).asked).toEqual(['new@example.org']);
  });

  it('keeps the language of what is installed, and takes the default for what is not', () => {
    expect(planDeploy(request(), facts()).works).toEqual([]);
    const plan = planDeploy(
      request({ parameters: { Email: 'you@example.com' }, logGroup: 'mine' }),
      facts({ notification: target('loginbell', NOTIFICATION) }),
    );
    expect(changesOf(plan)).toMatchObject([
      { kind: 'create', parameters: { Language: 'en', ExistingCloudTrailLogGroupName: 'mine' } },
    ]);
  });

  it('does not listen to a trail of its own that does not work', () => {
    const own = {
      name: 'Management-events-ab0925cd',
      arn: 'arn:own',
      multiRegion: true,
      organization: false,
      logGroupArn: 'arn:aws:logs:us-east-1:111122223333:log-group:x:*',
      status: { seen: true, value: { logging: false, deliveryError: '' } },
      events: { seen: true, value: { kind: 'recorded' } },
      logGroup: { seen: true, value: { class: 'STANDARD', filters: [] } },
    } as const;
    const broken = facts({
      notification: target('loginbell', NOTIFICATION),
      trail: target('loginbell-trail', template('ResourceSuffixName'), {
        ResourceSuffixName: 'ab0925cd',
      }),
      candidates: [own],
    });
    expect(() => planDeploy(request({ noEmail: true }), broken)).toThrow(
      /Management-events-ab0925cd of the stack loginbell-trail is there, but it is switched off; mend that first/,
    );
  });
});

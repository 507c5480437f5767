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
      /Management-events-ab0925cd of the stack loginbell-trail is there, but it is switched off; repair that first/,
    );
  });
});

describe('a trail of an organization', () => {
  const ID = 'o-a1b2c3d4e5';
  const TRAIL = template('ResourceSuffixName', 'OrganizationId');
  const ORGANIZATION = { id: ID, managementAccount: PLACE.accountId, trustsCloudTrail: true };
  const asked = request({ noEmail: true, organizationId: ID, parameters: { OrganizationId: ID } });
  const fresh = (changes: Partial<DeployFacts> = {}) =>
    facts({
      notification: target('loginbell', NOTIFICATION),
      trail: target('loginbell-trail', TRAIL),
      organization: ORGANIZATION,
      ...changes,
    });
  const candidate = (name: string, organization: boolean) =>
    ({
      name,
      arn: `arn:aws:cloudtrail:us-east-1:${PLACE.accountId}:trail/${name}`,
      multiRegion: true,
      organization,
      logGroupArn: 'arn:aws:logs:us-east-1:111122223333:log-group:x:*',
      status: { seen: true, value: { logging: true, deliveryError: '' } },
      events: { seen: true, value: { kind: 'recorded' } },
      logGroup: { seen: true, value: { class: 'STANDARD', filters: [] } },
    }) as const;
  const stepsOf = (plan: ReturnType<typeof planDeploy>) =>
    plan.plan.steps.map(({ action, what, why }) => `${action} ${what} (${why})`).join('\n');

  it('is made in the management account, and the plan says what it costs', () => {
    const plan = planDeploy(asked, fresh());
    expect(changesOf(plan)[0]).toMatchObject({
      kind: 'create',
      name: 'loginbell-trail',
      parameters: { OrganizationId: ID },
    });
    expect(stepsOf(plan)).toMatch(/set the trail .* of every account of o-a1b2c3d4e5 .*2 USD/);
  });

  it('is made beside a trail of one account, which is not what was asked for', () => {
    const plan = planDeploy(asked, fresh({ candidates: [candidate('mine', false)] }));
    expect(stepsOf(plan)).toContain('not used: it is of one account');
    expect(stepsOf(plan)).toMatch(/create stack loginbell-trail .*a second copy .* is charged/);
  });

  it('is not made where there is one', () => {
    const plan = planDeploy(asked, fresh({ candidates: [candidate('all', true)] }));
    expect(changesOf(plan)).toMatchObject([{ kind: 'create', name: 'loginbell' }]);
  });

  it('is what the trail of our own stack becomes, once', () => {
    const trail = (OrganizationId: string) =>
      target('loginbell-trail', TRAIL, { ResourceSuffixName: 'ab0925cd', OrganizationId });
    const installed = { notification: target('loginbell', NOTIFICATION, INSTALLED) };
    const plan = planDeploy(asked, fresh({ ...installed, trail: trail('') }));
    expect(changesOf(plan)).toMatchObject([
      { kind: 'update', name: 'loginbell-trail', parameters: { OrganizationId: ID } },
    ]);
    expect(planDeploy(asked, fresh({ ...installed, trail: trail(ID) })).works).toEqual([]);
  });

  it.each<[string, Partial<DeployFacts>, RegExp]>([
    [
      'from a member account',
      { organization: { ...ORGANIZATION, managementAccount: '999988887777' } },
      /only in the management account, 999988887777; .*delegated administrator/,
    ],
    [
      'of another organization',
      { organization: { ...ORGANIZATION, id: 'o-other00000' } },
      /this account belongs to the organization o-other00000/,
    ],
    [
      'before CloudTrail is trusted',
      { organization: { ...ORGANIZATION, trustsCloudTrail: false } },
      /no trusted access .*enable-aws-service-access --service-principal cloudtrail/,
    ],
    [
      'where the installation listens to a trail of others',
      { notification: target('loginbell', NOTIFICATION, INSTALLED) },
      /there is no stack loginbell-trail; the installation listens to a trail of others/,
    ],
  ])('is refused %s, with the way out', (_, changes, says) => {
    expect(() => planDeploy(asked, fresh(changes))).toThrow(says);
  });
});

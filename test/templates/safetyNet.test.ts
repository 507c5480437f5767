import { describe, expect, test } from 'vitest';
import { guardedBy } from '../../src/lambda/safetyNetConfig.ts';
import { LETTER_DAYS } from '../../src/settings.ts';
import { type JsonObject, objectsIn, templateNamed } from './loadTemplate.ts';
import { ownResourcesOf } from './ownResources.ts';

describe('safety-net.yaml', () => {
  const bell = templateNamed('console-login-notification.yaml');
  const net = templateNamed('safety-net.yaml');
  const propertiesOf = (id: string): JsonObject => net.Resources[id]?.Properties ?? {};
  const alarms = Object.entries(net.Resources).filter(([, r]) => r.Type.endsWith('::Alarm'));
  const actions = [...objectsIn(propertiesOf('SafetyNetRole'))].flatMap(([, statement]) =>
    [statement.Action ?? []].flat().map(String),
  );

  test('runs every hour, and shows by an alarm when it does not', () => {
    expect(propertiesOf('SafetyNetSchedule')).toMatchObject({
      ScheduleExpression: 'rate(1 hour)',
      State: 'ENABLED',
    });
    expect(propertiesOf('SafetyNetSilentAlarm')).toMatchObject({
      MetricName: 'Invocations',
      Period: 3600,
      EvaluationPeriods: 2,
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      TreatMissingData: 'breaching',
    });
  });

  test('rings an alarm when a check did not do all of its work', () => {
    expect(propertiesOf('SafetyNetErrorsAlarm')).toMatchObject({
      MetricName: 'Errors',
      Threshold: 0,
      TreatMissingData: 'notBreaching',
    });
  });

  test.each(alarms)(
    "%s goes by the other stack's topics, which let it in by its name",
    (_, alarm) => {
      const { AlarmActions, AlarmName } = alarm.Properties;
      expect(JSON.stringify(AlarmActions)).toMatch(/SendEmailTopic-.*LoginbellAlarmTopic-/);
      expect(JSON.stringify(AlarmName)).toMatch(/"loginbell-[\w-]+-\$\{ResourceSuffixName\}"/);
    },
  );

  test('finds every resource of the other stack by its name alone', () => {
    expect(JSON.stringify(net)).not.toContain('ImportValue');
    const text = JSON.stringify(net.Resources);
    for (const id of [
      'ConsoleLoginEventDataTable',
      'SendEmailTopic',
      'DeadLetterQueue',
      'ConsoleLoginNotificationLambda',
    ]) {
      const names = Object.entries(bell.Resources[id]?.Properties ?? {}).filter(([key]) =>
        key.endsWith('Name'),
      );
      const [, name] = names[0] ?? [];
      expect(text, id).toContain(String((name as JsonObject | undefined)?.['Fn::Sub']));
    }
  });

  test('is called what its code takes its suffix from', () => {
    expect(JSON.stringify(propertiesOf('SafetyNetFunction').FunctionName)).toMatch(
      /"LoginbellSafetyNet-\$\{ResourceSuffixName\}"/,
    );
    const arn = 'arn:aws:lambda:eu-west-1:123456789012:function:LoginbellSafetyNet-ab-1';
    expect(guardedBy(arn)).toMatchObject({
      suffix: 'ab-1',
      function: expect.stringMatching(/-ab-1$/),
    });
  });

  test('knows the days of its letter as the code does, and gives them to the function', () => {
    const { LetterDay, LetterHour } = net.Parameters;
    expect(LetterDay).toMatchObject({ Default: 'Monday' });
    expect(new Set([LetterDay?.['AllowedValues'] ?? []].flat())).toEqual(new Set(LETTER_DAYS));
    expect(LetterHour).toMatchObject({ Default: 9, MinValue: 0, MaxValue: 23 });
    expect(propertiesOf('SafetyNetFunction')).toMatchObject({
      Environment: {
        Variables: { LETTER_DAY: { Ref: 'LetterDay' }, LETTER_HOUR: { Ref: 'LetterHour' } },
      },
    });
  });

  test("takes the trail's log group from where the other template puts it first", () => {
    const values = { ...PLACE, ExistingCloudTrailLogGroupName: 'the-log-group' };
    expect(ownResourcesOf(bell, values)[0]).toBe('the-log-group');
  });

  test('may change nothing but the table, and send nothing but notices', () => {
    const changing = actions
      .filter((one) => !/:(Get|BatchGet|List|Describe|Lookup|Query)/.test(one))
      .sort();
    expect(changing).toEqual([
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
      'kms:Decrypt',
      'kms:GenerateDataKey',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      'sns:Publish',
      'sts:AssumeRole',
    ]);
  });

  test('is watched for tampering by the function it guards', () => {
    const own = ownResourcesOf(bell, { ...PLACE, ExistingCloudTrailLogGroupName: 'x' });
    for (const name of [
      'LoginbellSafetyNet-ab',
      'LoginbellSafetyNetSchedule-ab',
      'loginbell-net-silent-ab',
    ]) {
      const matches = own.some((pattern) =>
        new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(name),
      );
      expect(matches, name).toBe(true);
    }
  });

  const PLACE = { S: 'ab', 'AWS::StackName': 'loginbell', KmsKeyArn: '' };
});

import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import type { AlarmsSeen } from '../../health/checks/alarms.ts';
import { type Loader, look } from './look.ts';

/** Which of the template's alarms are there, and whether they tell anybody. */
export const loadAlarms: Loader<AlarmsSeen> = async ({ cloudWatch: client }, { names }) => {
  const { alarms: AlarmNames, topicArn, alarmTopicArn } = names;
  const alarms = await look('cloudwatch:DescribeAlarms', async () => {
    const { MetricAlarms = [] } = await client.send(
      new DescribeAlarmsCommand({ AlarmNames: [...AlarmNames] }),
    );
    return MetricAlarms.map(({ AlarmName: name = '', ActionsEnabled, AlarmActions = [] }) => {
      const tellsUs = AlarmActions.some((arn) => arn === topicArn || arn === alarmTopicArn);
      return { name, acts: ActionsEnabled !== false && AlarmActions.length > 0, tellsUs };
    });
  });
  return { alarms };
};

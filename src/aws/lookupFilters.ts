import type { EventsSetting } from '../signin/events.ts';
import type { LookupFilter } from './lookupEvents.ts';

/**
 * What to ask LookupEvents for, so that nothing that rings is left out: it takes one name or one source at a
 * time. Somewhat more may come; `ring` leaves out what is not watched.
 */
export function lookupFilters(events: EventsSetting): readonly LookupFilter[] {
  const names = (list: readonly string[]): LookupFilter[] =>
    list.map((value) => ({ key: 'EventName', value }));
  if (events === 'ConsoleLogin') return names(['ConsoleLogin']);
  const signIns: LookupFilter[] = [
    ...names(['ConsoleLogin', 'Federate', 'Authenticate', 'CreateToken', 'AssumeRoot']),
    // Every other sign-in event has this source.
    { key: 'EventSource', value: 'signin.amazonaws.com' },
  ];
  return events === 'AllSignIns' ? signIns : [...signIns, ...names(TAMPERING)];
}

/**
 * The events of tampering, as CloudTrail spells them (Lambda's carry the date of its API); a test holds them
 * against those that are watched.
 */
const TAMPERING: readonly string[] = `
  StopLogging DeleteTrail UpdateTrail PutEventSelectors DeleteSubscriptionFilter
  DeleteLogGroup DeleteLogStream PutSubscriptionFilter PutRetentionPolicy Unsubscribe
  DeleteTopic SetTopicAttributes SetSubscriptionAttributes RemovePermission
  DeleteFunction20150331 UpdateFunctionCode20150331v2 UpdateFunctionConfiguration20150331v2
  RemovePermission20150331v2 PutFunctionConcurrency20171031 DeleteFunctionEventInvokeConfig
  PutFunctionEventInvokeConfig UpdateFunctionEventInvokeConfig DeleteTable UpdateTable
  UpdateTimeToLive DeleteQueue PurgeQueue SetQueueAttributes DeleteStack UpdateStack
  ExecuteChangeSet DeleteAlarms DisableAlarmActions PutMetricAlarm DeleteRule DisableRule
  RemoveTargets DeleteSchedule UpdateSchedule DeleteRole DeleteRolePolicy DetachRolePolicy
  PutRolePolicy AttachRolePolicy UpdateAssumeRolePolicy DeleteBucket DeleteBucketPolicy
  PutBucketPolicy PutBucketLifecycle AssociateKmsKey DisassociateKmsKey
  PutRolePermissionsBoundary DeletePolicy CreatePolicyVersion SetDefaultPolicyVersion
  DisableKey ScheduleKeyDeletion PutKeyPolicy PutInsightSelectors PutDataProtectionPolicy
  PutResourcePolicy PutAlarmMuteRule PutAccountPolicy AttachPolicy UpdatePolicy
  DisableAWSServiceAccess LeaveOrganization DisableRegion
`
  .trim()
  .split(/\s+/);

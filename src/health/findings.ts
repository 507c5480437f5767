/** Every way to find a link, with the values that its texts take. */
export type Finding =
  | 'trail-ok'
  | 'trail-none'
  | 'trail-single-region'
  | 'logging-ok'
  | 'logging-stopped'
  | 'delivery-ok'
  | 'delivery-error'
  | 'delivery-stale'
  | 'delivery-never'
  | 'events-ok'
  | 'events-missing'
  | 'events-narrowed'
  | 'log-group-ok'
  | 'log-group-missing'
  | 'log-group-class'
  | 'filter-ok'
  | 'filter-missing'
  | 'filter-elsewhere'
  | 'filter-pattern'
  | 'filter-other-version'
  | 'permission-ok'
  | 'permission-missing'
  | 'function-ok'
  | 'function-missing'
  | 'function-state'
  | 'function-stopped'
  | 'function-failing'
  | 'code-ok'
  | 'code-changed'
  | 'code-unmanaged'
  | 'retries-ok'
  | 'retries-missing'
  | 'table-ok'
  | 'table-missing'
  | 'table-state'
  | 'dead-letters-ok'
  | 'dead-letters-missing'
  | 'dead-letters-waiting'
  | 'topic-ok'
  | 'topic-pending'
  | 'topic-missing'
  | 'topic-nobody'
  | 'topic-lost'
  | 'alarms-ok'
  | 'alarms-missing'
  | 'alarms-muted'
  /** Another link decides it, and that one is not well. */
  | 'depends'
  /** It could not be looked at. */
  | 'denied'
  | 'not-seen';

/** What stands at the `{name}` places of a finding's texts. */
export type Values = Readonly<Record<string, string | number>>;

/** The texts of findings in one language: the evidence, and where something is to be done, what. */
export type FindingTexts = Readonly<Record<Finding, readonly [evidence: string, repair?: string]>>;

/**
 * The command that repairs, where one does. CloudFormation puts nothing back that was deleted behind its
 * back while the template stays the same, so these call the services themselves.
 */
export const COMMANDS: Readonly<Partial<Record<Finding, string>>> = {
  'trail-none':
    'aws cloudformation deploy --region {region} --template-file cloudtrail.yaml --stack-name loginbell-trail --capabilities CAPABILITY_NAMED_IAM --parameter-overrides ResourceSuffixName={suffix}',
  'trail-single-region':
    'aws cloudtrail update-trail --region {region} --name {trail} --is-multi-region-trail',
  'logging-stopped': 'aws cloudtrail start-logging --region {region} --name {trail}',
  'delivery-stale': 'aws cloudtrail get-trail-status --region {region} --name {trail}',
  'events-missing':
    'aws cloudtrail put-event-selectors --region {region} --trail-name {trail} --event-selectors \'[{"ReadWriteType":"WriteOnly","IncludeManagementEvents":true}]\'',
  'filter-missing':
    "aws logs put-subscription-filter --region {region} --log-group-name {logGroup} --filter-name {filter} --filter-pattern '{pattern}' --destination-arn {functionArn}",
  'filter-elsewhere':
    "aws logs put-subscription-filter --region {region} --log-group-name {logGroup} --filter-name {filter} --filter-pattern '{pattern}' --destination-arn {functionArn}",
  'filter-pattern':
    "aws logs put-subscription-filter --region {region} --log-group-name {logGroup} --filter-name {filter} --filter-pattern '{pattern}' --destination-arn {functionArn}",
  'permission-missing':
    "aws lambda add-permission --region {region} --function-name {function} --statement-id loginbell-logs --action lambda:InvokeFunction --principal logs.amazonaws.com --source-account {accountId} --source-arn '{logGroupArn}:*'",
  'function-stopped':
    'aws lambda delete-function-concurrency --region {region} --function-name {function}',
  'function-failing': 'aws logs tail {functionLogGroup} --region {region} --since 3h',
  'code-changed':
    'aws lambda get-function --region {region} --function-name {function} --query Code.Location --output text',
  'retries-missing':
    'aws lambda put-function-event-invoke-config --region {region} --function-name {function} --maximum-retry-attempts 2 --destination-config \'{"OnFailure":{"Destination":"{queueArn}"}}\'',
  'dead-letters-waiting': 'loginbell redrive --region {region} --suffix {suffix}',
  'topic-nobody':
    'aws sns subscribe --region {region} --topic-arn {topicArn} --protocol email --notification-endpoint you@example.com',
  'topic-lost':
    'aws sns subscribe --region {region} --topic-arn {topicArn} --protocol email --notification-endpoint {email}',
  'alarms-muted': 'aws cloudwatch enable-alarm-actions --region {region} --alarm-names {names}',
};

import type { EventsSetting } from '../signin/events.ts';

/**
 * The filter patterns of infra/console-login-notification.yaml, by its setting `Events`; a test holds the two
 * together. White space is of no account.
 */
export const FILTER_PATTERNS: Readonly<Record<EventsSetting, string>> = {
  ConsoleLogin: '{ $.eventName = "ConsoleLogin" }',
  AllSignIns:
    '{ ($.eventName = "ConsoleLogin") || ($.eventSource = "signin.amazonaws.com") || ($.eventName = "Federate") }',
  AllSignInsAndTampering: [
    '{($.eventName="ConsoleLogin")||($.eventSource="signin.*")||($.eventName="Federate")||',
    '($.eventName="StopLogging")||($.eventName="*Trail")||($.eventName="PutEventSelectors")||',
    '($.eventName="*SubscriptionFilter")||($.eventName="DeleteLog*")||',
    '($.eventName="PutRetention*")||($.eventName="*KmsKey")||($.eventName="Unsubscribe")||',
    '($.eventName="DeleteTopic")||(($.eventSource="sns.*")&&($.eventName="Set*"))||',
    '($.eventName="RemovePermission*")||',
    '(($.eventSource="lambda.*")&&($.eventName="*Function*"))||($.eventName="*TimeToLive")||',
    '(($.eventSource="dynamodb.*")&&($.eventName="*Table"))||',
    '(($.eventSource="sqs.*")&&($.eventName="*Queue*"))||',
    '(($.eventSource="iam.*")&& (($.eventName="DeleteRole")||($.eventName="*RoleP*")||',
    '($.eventName="*Policy*")))||($.eventName="*Stack")||($.eventName="ExecuteChangeSet")||',
    '(($.eventSource="monitoring.*")&&($.eventName="*Alarm*"))||($.eventName="*Schedule*")||',
    '($.eventName="*KeyPolicy")||($.eventName="DisableKey")||($.eventName="DeleteBucket*")||',
    '($.eventName="PutBucket*")}',
  ].join(''),
};

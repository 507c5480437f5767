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
    '{ ($.eventName="ConsoleLogin") || ($.eventSource="signin.amazonaws.com") ||',
    '($.eventName="Federate") || ($.eventName="StopLogging") ||',
    '($.eventName="DeleteTrail") || ($.eventName="UpdateTrail") ||',
    '($.eventName="PutEventSelectors") || ($.eventName="*SubscriptionFilter") ||',
    '($.eventName="DeleteLog*") || ($.eventName="PutRetentionPolicy") ||',
    '($.eventName="Unsubscribe") || ($.eventName="DeleteTopic") ||',
    '($.eventName="SetTopic*") || ($.eventName="SetSubscription*") ||',
    '($.eventName="RemovePermission*") ||',
    '(($.eventSource="lambda.*") && ($.eventName="*Function*")) ||',
    '($.eventName="*TimeToLive") ||',
    '(($.eventSource="dynamodb.*") && ($.eventName="*Table")) ||',
    '(($.eventSource="sqs.*") && ($.eventName="*Queue*")) || ($.eventName="*RolePolicy") ||',
    '($.eventName="DeleteRole") || ($.eventName="DeleteStack") ||',
    '($.eventName="UpdateStack") || ($.eventName="ExecuteChangeSet") ||',
    '(($.eventSource="monitoring.*") && ($.eventName="*Alarm*")) }',
  ].join(' '),
};

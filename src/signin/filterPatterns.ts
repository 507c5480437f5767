import type { EventsSetting } from './events.ts';

const named = (...names: readonly string[]) => names.map((name) => `($.eventName="${name}")`);

/**
 * Every sign-in event comes from the sign-in service or bears its type, save those of Identity Center's portal and of STS.
 * What else bears a sign-in's marks cannot be told by a pattern.
 */
const SIGN_INS = [
  ...named('ConsoleLogin'),
  '($.eventSource="signin.*")',
  '($.eventType="AwsConsoleSign*")',
  ...named('Federate', 'Authenticate', 'CreateToken', 'AssumeRoot'),
];

/**
 * Somewhat more than `CHAIN_CHANGES` and the like, in the 1,024 characters that AWS allows; the function tells what it is.
 * Lambda's event names end in an API date, hence the asterisks.
 */
const CHANGES = [
  ...named('StopLogging', '*Trail', 'Put*Selectors', '*SubscriptionFilter', 'DeleteLog*'),
  ...named('*Policy', '*PolicyVersion', '*KmsKey', 'Unsubscribe', 'DeleteTopic'),
  ...named('Set*Attributes', 'RemovePermission*', '*Function*', '*TimeToLive', '*Queue*'),
  ...named('DeleteRole', '*Boundary', '*Stack', 'ExecuteChangeSet', '*Alarm*', '*Schedule*'),
  ...named('Disable*', '*Bucket*', 'Leave*'),
  '(($.eventSource="dynamodb.*")&&($.eventName="*Table"))',
];

/** The filter patterns of the log group, by the setting `Events`; the templates are filled with them. */
export const FILTER_PATTERNS: Readonly<Record<EventsSetting, string>> = {
  ConsoleLogin: '{ $.eventName = "ConsoleLogin" }',
  AllSignIns: `{${SIGN_INS.join('|| ')}}`,
  AllSignInsAndTampering: `{${SIGN_INS.join('|| ')}|| (($.readOnly IS FALSE)&& (${CHANGES.join('|| ')}))}`,
};

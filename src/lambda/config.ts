import { parseQuietRules, type QuietRule } from '../bell/quietRules.ts';
import type { NoticeSettings } from '../notice/notice.ts';
import {
  parseAccountNames,
  parseEvents,
  parseLanguage,
  parseList,
  parseRetentionDays,
  parseTimeZone,
  readSettings,
} from '../settings.ts';
import type { Watch } from '../signin/events.ts';

export type LambdaConfig = {
  readonly tableName: string;
  readonly topicArn: string;
  readonly retentionDays: number;
  readonly notice: NoticeSettings;
  readonly watch: Watch;
  readonly quiet: readonly QuietRule[];
};

/** Reads the function's environment; all problems come in one `bad-config` error, by variable. */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
): LambdaConfig {
  const reader = readSettings((name) => {
    const text = environment[name];
    return text === undefined ? undefined : { name, text };
  });
  const required = (name: string) => {
    const text = reader.take(name, (value) => value, '');
    if (text === '') reader.reject(`${name}: is not set; the template sets it`);
    return text;
  };
  const config = {
    tableName: required('TABLE_NAME'),
    topicArn: required('TOPIC_ARN'),
    retentionDays: reader.take('RETENTION_DAYS', parseRetentionDays, 90),
    notice: {
      language: reader.take('LANGUAGE', parseLanguage, 'ja'),
      timeZone: reader.take('TIME_ZONE', parseTimeZone, 'Asia/Tokyo'),
      accountNames: reader.take('ACCOUNT_NAMES', parseAccountNames, {}),
    },
    quiet: reader.take('QUIET_SIGN_INS', parseQuietRules, []),
    watch: {
      events: reader.take('EVENTS', parseEvents, 'ConsoleLogin'),
      ownResources: reader.take('OWN_RESOURCES', parseList, []),
    },
  };
  reader.finish();
  return config;
}

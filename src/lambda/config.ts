import type { QuietRule } from '../bell/quietRules.ts';
import type { NoticeSettings } from '../notice/notice.ts';
import { parseList, readBellSettings, readSettings, variableOf } from '../settings.ts';
import type { Watch } from '../signin/events.ts';

export type LambdaConfig = {
  readonly tableName: string;
  readonly topicArn: string;
  readonly retentionDays: number;
  readonly notice: NoticeSettings;
  readonly namesOfOrganization: boolean;
  readonly watch: Watch;
  readonly quiet: readonly QuietRule[];
};

/** Reads the function's environment; all problems come in one `bad-config` error, by variable. */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
): LambdaConfig {
  const reader = readSettings(
    (name) => {
      const text = environment[name];
      return text === undefined ? undefined : { name, text };
    },
    ({ parameter = '' }) => variableOf(parameter),
  );
  const required = (name: string) => {
    const text = reader.take(name, (value) => value, '');
    if (text === '') reader.reject(`${name}: is not set; the template sets it`);
    return text;
  };
  const resources = { tableName: required('TABLE_NAME'), topicArn: required('TOPIC_ARN') };
  const ownResources = reader.take('OWN_RESOURCES', parseList, []);
  const { events, notice, ...settings } = readBellSettings(reader);
  reader.finish();
  // The template's name of the table: ConsoleLoginEventDataTable-SUFFIX.
  const name = resources.tableName.replace(/^[A-Za-z]+-/, '');
  const sender = { kind: 'installation', name } as const;
  return {
    ...resources,
    ...settings,
    notice: { ...notice, sender },
    watch: { events, ownResources },
  };
}

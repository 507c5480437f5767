import { LoginbellError } from '../errors.ts';
import { type ChainNames, chainNames } from '../health/names.ts';
import type { LetterSchedule } from '../safetyNet/letterTime.ts';
import { LETTER_SETTINGS, parseList, parseRegions, readSettings, variableOf } from '../settings.ts';
import { type LambdaConfig, readConfig } from './config.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export type SafetyNetConfig = LambdaConfig & {
  readonly names: ChainNames;
  /** The version of the template, `''` where it does not say. */
  readonly version: string;
  /** The regions to look at, where they are named by hand. */
  readonly regions: readonly string[] | undefined;
  /** When the weekly letter is written; absent: never. */
  readonly letter: LetterSchedule | undefined;
};

const OWN_ARN = /^arn:([\w-]+):lambda:([\w-]+):(\d{12}):function:LoginbellSafetyNet-([a-z\d-]+)/;

/** What the function guards, by its own ARN: `…:function:LoginbellSafetyNet-SUFFIX`. Throws `bad-config`. */
export function guardedBy(functionArn: string): ChainNames {
  const [, partition, region, accountId, suffix] = OWN_ARN.exec(functionArn) ?? [];
  if (!partition || !region || !accountId || !suffix) {
    const message = `${functionArn} is not called LoginbellSafetyNet-SUFFIX; the template names it so`;
    throw new LoginbellError('bad-config', message);
  }
  return chainNames({ partition, region, accountId, suffix, logGroup: '' });
}

/**
 * The settings of the safety net: those of the bell it guards, from the environment of the bell's function, and
 * a few of its own. All problems come in one `bad-config` error.
 */
export function readSafetyNetConfig(
  own: Environment,
  bell: Environment,
  guarded: ChainNames,
): SafetyNetConfig {
  const resources = { TABLE_NAME: guarded.table, TOPIC_ARN: guarded.topicArn };
  const config = readConfig({ ...bell, ...resources });
  const reader = readSettings(
    (name) => ({ name, text: own[name] ?? '' }),
    ({ parameter = '' }) => variableOf(parameter),
  );
  const day = reader.read(LETTER_SETTINGS.letterDay);
  const hour = reader.read(LETTER_SETTINGS.letterHour);
  const regions = reader.take<readonly string[] | undefined>('REGIONS', parseRegions, undefined);
  reader.finish();
  // The template puts the trail's log group first.
  const [logGroup = ''] = parseList(bell['OWN_RESOURCES'] ?? '');
  const names = chainNames({ ...guarded, logGroup });
  const letter = day === 'off' ? undefined : { day, hour };
  return { ...config, names, version: own['VERSION'] ?? '', regions, letter };
}

import { parseQuietRules } from '../bell/quietRules.ts';
import { LoginbellError } from '../errors.ts';
import type { DeployRequest } from '../installation/deployFacts.ts';
import {
  parseAccountNames,
  parseEvents,
  parseLanguage,
  parseRetentionDays,
  parseTimeZone,
  readSettings,
} from '../settings.ts';
import { parseAddress, systemLanguage } from './localSettings.ts';

/** One option of `deploy` that becomes a parameter of the templates that have it. */
type ParameterOption = {
  readonly flags: string;
  readonly key: string;
  readonly parameter: string;
  readonly help: string;
  /** Throws an Error that says what would be right; CloudFormation checks what this does not. */
  readonly check: (text: string) => unknown;
};

const anything = (text: string) => text;

/** The options of `deploy` that become template parameters. */
export const PARAMETER_OPTIONS: readonly ParameterOption[] = [
  {
    flags: '--email <address>',
    key: 'email',
    parameter: 'Email',
    help: 'who is told',
    check: parseAddress,
  },
  {
    flags: '--alarm-email <address>',
    key: 'alarmEmail',
    parameter: 'AlarmEmail',
    help: "a second address, for loginbell's own faults",
    check: parseAddress,
  },
  {
    flags: '--language <ja|en>',
    key: 'language',
    parameter: 'Language',
    help: "language of the mail (default: the system's)",
    check: parseLanguage,
  },
  {
    flags: '--time-zone <zone>',
    key: 'timeZone',
    parameter: 'TimeZone',
    help: "IANA time zone of the mail (default: the system's)",
    check: parseTimeZone,
  },
  {
    flags: '--events <setting>',
    key: 'events',
    parameter: 'Events',
    help: 'what rings: ConsoleLogin, AllSignIns or AllSignInsAndTampering',
    check: parseEvents,
  },
  {
    flags: '--quiet <rules>',
    key: 'quiet',
    parameter: 'QuietSignIns',
    help: 'ordinary successes that are stored and not told: user/ci-*, role/Deploy*',
    check: parseQuietRules,
  },
  {
    flags: '--account-names <pairs>',
    key: 'accountNames',
    parameter: 'AccountNames',
    help: 'names beside account numbers: 123456789012=production,…',
    check: parseAccountNames,
  },
  {
    flags: '--retention-days <days>',
    key: 'retentionDays',
    parameter: 'RetentionDays',
    help: 'how long a sign-in is kept (default: 90)',
    check: parseRetentionDays,
  },
  {
    flags: '--log-retention-days <days>',
    key: 'logRetentionDays',
    parameter: 'LogRetentionDays',
    help: 'how long logs are kept (default: 30)',
    check: parseRetentionDays,
  },
  {
    flags: '--kms-key-arn <arn>',
    key: 'kmsKeyArn',
    parameter: 'KmsKeyArn',
    help: 'encrypt with your own key (docs/deploy.md has its policy)',
    check: anything,
  },
  {
    flags: '--permissions-boundary-arn <arn>',
    key: 'permissionsBoundaryArn',
    parameter: 'PermissionsBoundaryArn',
    help: 'set on the roles, where your organization demands one',
    check: anything,
  },
  {
    flags: '--management-events <WriteOnly|All>',
    key: 'managementEvents',
    parameter: 'ManagementEvents',
    help: 'what a new trail records; the events of "aws login" need All',
    check: anything,
  },
  {
    flags: '--regions <list>',
    key: 'regions',
    parameter: 'Regions',
    help: 'regions that the hourly check looks at (default: all that are switched on)',
    check: anything,
  },
];

/**
 * Bytes of account names and quiet rules together. Lambda gives 4 KB to all variables of a function; the longest names of
 * a log group, a stack and a key take the rest. Source: the Lambda developer guide, "Lambda quotas".
 */
const MOST_IN_VARIABLES = 2_400;

/** Reads them, all problems in one `bad-config` error; the defaults are for a first installation. */
export function readDeployRequest(
  options: Readonly<Record<string, unknown>>,
  environment: NodeJS.ProcessEnv,
): DeployRequest {
  const parameters: Record<string, string> = {};
  const reader = readSettings((key) => {
    const option = PARAMETER_OPTIONS.find((one) => one.key === key);
    const value = options[key];
    return option === undefined || typeof value !== 'string'
      ? undefined
      : { name: option.flags.split(' ')[0] ?? '', text: value };
  });
  for (const { key, parameter, check } of PARAMETER_OPTIONS) {
    const value = options[key];
    if (typeof value !== 'string') continue;
    reader.take<unknown>(key, check, undefined);
    parameters[parameter] = value.trim();
  }
  const { AccountNames = '', QuietSignIns = '' } = parameters;
  const bytes = Buffer.byteLength(AccountNames + QuietSignIns);
  if (bytes > MOST_IN_VARIABLES) {
    reader.reject(
      `--account-names and --quiet are ${bytes} bytes together, and ${MOST_IN_VARIABLES} fit into the variables of a Lambda function beside its others; name fewer accounts, or more shortly`,
    );
  }
  reader.finish();
  const system = Intl.DateTimeFormat().resolvedOptions();
  const { logGroup } = options;
  if (
    logGroup !== undefined &&
    (typeof logGroup !== 'string' || !/^[\w/.#-]{1,512}$/.test(logGroup))
  ) {
    throw new LoginbellError(
      'bad-config',
      '--log-group: write the name of the log group, not its ARN',
    );
  }
  return {
    parameters,
    defaults: {
      Language: systemLanguage(environment, system.locale),
      TimeZone: system.timeZone,
    },
    logGroup,
    newTrail: options['newTrail'] === true,
    safetyNet: options['safetyNet'] === true,
    noEmail: options['email'] === false,
  };
}

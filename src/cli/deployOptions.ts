import { LoginbellError } from '../errors.ts';
import type { DeployRequest, FastPathRequest } from '../installation/deployFacts.ts';
import {
  LETTER_SETTINGS,
  ORGANIZATION,
  parseAddress,
  parseRegions,
  parseRetentionDays,
  SETTINGS,
  type Setting,
  setting,
} from '../settings.ts';
import { readFlags } from './readFlags.ts';
import { systemLanguage } from './systemLanguage.ts';

const RULE_STATES = ['ENABLED', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'];

function parseRuleState(text: string): string {
  if (RULE_STATES.includes(text)) return text;
  throw new Error(`${JSON.stringify(text.slice(0, 60))} is none of ${RULE_STATES.join(', ')}`);
}

/** Source: the pattern of `Id` in "Organization", AWS Organizations API reference. */
function parseOrganizationId(text: string): string {
  if (/^o-[a-z0-9]{10,32}$/.test(text)) return text;
  const shown = JSON.stringify(text.slice(0, 60));
  throw new Error(
    `${shown} is no id of an organization; "aws organizations describe-organization" has it, such as o-a1b2c3d4e5`,
  );
}

/** CloudFormation checks it, by the pattern of the parameter. */
const unchecked = (text: string) => text;

/** The settings of an installation: each becomes a parameter of the templates that have it. */
export const PARAMETER_OPTIONS = [
  setting({
    key: 'email',
    parameter: 'Email',
    parse: parseAddress,
    fallback: '',
    flags: '--email <address>',
    help: 'who is told',
  }),
  setting({
    key: 'alarmEmail',
    parameter: 'AlarmEmail',
    parse: parseAddress,
    fallback: '',
    flags: '--alarm-email <address>',
    help: "a second address, for loginbell's own faults",
  }),
  SETTINGS.language,
  SETTINGS.timeZone,
  SETTINGS.events,
  SETTINGS.quiet,
  {
    ...SETTINGS.accountNames,
    help: `${SETTINGS.accountNames.help}, or organization`,
  },
  {
    ...SETTINGS.retentionDays,
    help: `${SETTINGS.retentionDays.help} (default: ${SETTINGS.retentionDays.fallback})`,
  },
  setting({
    key: 'logRetentionDays',
    parameter: 'LogRetentionDays',
    parse: parseRetentionDays,
    fallback: 30,
    flags: '--log-retention-days <days>',
    help: 'how long logs are kept (default: 30)',
  }),
  setting({
    key: 'kmsKeyArn',
    parameter: 'KmsKeyArn',
    parse: unchecked,
    fallback: '',
    flags: '--kms-key-arn <arn>',
    help: 'encrypt with your own key (docs/deploy.md has its policy)',
  }),
  setting({
    key: 'permissionsBoundaryArn',
    parameter: 'PermissionsBoundaryArn',
    parse: unchecked,
    fallback: '',
    flags: '--permissions-boundary-arn <arn>',
    help: 'set on the roles, where your organization demands one',
  }),
  setting({
    key: 'managementEvents',
    parameter: 'ManagementEvents',
    parse: unchecked,
    fallback: 'WriteOnly',
    flags: '--management-events <WriteOnly|All>',
    help: 'what a new trail records; the events of "aws login" need All',
  }),
  setting({
    key: 'organizationId',
    parameter: 'OrganizationId',
    parse: parseOrganizationId,
    fallback: '',
    flags: '--organization-id <id>',
    help: 'make the trail one of every account of this organization; in its management account',
  }),
  setting({
    key: 'regions',
    parameter: 'Regions',
    parse: parseRegions,
    fallback: [],
    flags: '--regions <list>',
    help: 'regions that the hourly check looks at (default: all that are switched on)',
  }),
  setting({
    key: 'fastRuleState',
    parameter: 'RuleState',
    parse: parseRuleState,
    fallback: 'ENABLED',
    flags: '--fast-rule-state <state>',
    help: 'of the fast path: ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS also hears of "aws login"',
  }),
  LETTER_SETTINGS.letterDay,
  LETTER_SETTINGS.letterHour,
] as const;

/**
 * Bytes of account names and quiet rules together. Lambda gives 4 KB to all variables of a function; the longest names of
 * a log group, a stack and a key take the rest. Source: the Lambda developer guide, "Lambda quotas".
 */
const MOST_IN_VARIABLES = 2_400;

/** What is wrong where account names and quiet rules need more room than there is. */
function roomProblem(parameters: Readonly<Record<string, string>>): string | undefined {
  const { AccountNames = '', QuietSignIns = '' } = parameters;
  const bytes = Buffer.byteLength(AccountNames + QuietSignIns);
  if (bytes <= MOST_IN_VARIABLES) return undefined;
  return `--account-names and --quiet are ${bytes} bytes together, and ${MOST_IN_VARIABLES} fit into the variables of a Lambda function beside its others; name fewer accounts, or more shortly`;
}

/** Reads them, all problems in one `bad-config` error; the defaults are for a first installation. */
export function readDeployRequest(
  options: Readonly<Record<string, unknown>>,
  environment: NodeJS.ProcessEnv,
): DeployRequest {
  const parameters: Record<string, string> = {};
  const rows: readonly Setting<unknown>[] = PARAMETER_OPTIONS;
  const reader = readFlags(options);
  for (const row of rows) {
    const value = options[row.key];
    if (typeof value !== 'string' || row.parameter === undefined) continue;
    if (row.key === 'accountNames' && value.trim() === ORGANIZATION) {
      parameters[row.parameter] = ORGANIZATION;
      continue;
    }
    reader.read(row);
    parameters[row.parameter] = value.trim();
  }
  const tooLong = roomProblem(parameters);
  if (tooLong !== undefined) reader.reject(tooLong);
  const fastPath = readFastPath(options, reader);
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
    ...(fastPath === undefined ? {} : { fastPath }),
    namesOfOrganization: parameters['AccountNames'] === ORGANIZATION,
    ...(parameters['OrganizationId'] ? { organizationId: parameters['OrganizationId'] } : {}),
    noEmail: options['email'] === false,
  };
}

/** Regions alone ask for the fast path too. */
function readFastPath(
  options: Readonly<Record<string, unknown>>,
  reader: ReturnType<typeof readFlags>,
): FastPathRequest | undefined {
  const { fastPath, fastRegions } = options;
  if (fastPath === false) {
    if (fastRegions !== undefined)
      reader.reject('--no-fast-path takes it away everywhere; leave --fast-regions out');
    return { regions: 'none' };
  }
  if (fastRegions === 'all') return { regions: 'all' };
  if (fastRegions !== undefined)
    return { regions: reader.take('fastRegions', parseRegions, [] as string[]) };
  return fastPath === true ? { regions: 'usual' } : undefined;
}

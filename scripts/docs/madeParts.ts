import { ACTING_OPTIONS, STACK_OPTION } from '../../src/cli/awsOptions.ts';
import type { OptionSpec } from '../../src/cli/defineVerb.ts';
import { CHANNEL_OPTIONS, LOCAL_OPTIONS } from '../../src/cli/options.ts';
import { VERBS } from '../../src/cli/verbs/verbs.ts';
import { RESOURCES, type Resource } from '../../src/health/check.ts';
import { CHECK_NAMES, CHECKS, readsOn } from '../../src/health/checks.ts';

type MadePart = () => string;

/** What every verb on AWS knows, and on one machine; `ring` shows the second with its own. */
const SHARED: readonly OptionSpec[] = [...ACTING_OPTIONS, STACK_OPTION];
const LOCAL: readonly OptionSpec[] = [...CHANNEL_OPTIONS, ...LOCAL_OPTIONS];

/** The parts of each page, by their names. */
export const MADE_PARTS: Readonly<Record<string, Readonly<Record<string, MadePart>>>> = {
  'docs/cli.md': {
    'options ring': () => optionTable(optionsOf('ring')),
    'options history': () => optionTable(without(optionsOf('history'), [...SHARED, ...LOCAL])),
    'options scan': () => optionTable(without(optionsOf('scan'), optionsOf('history'))),
    'options report': () =>
      optionTable(without(optionsOf('report'), [...SHARED, ...optionsOf('history')])),
    'options page': () =>
      optionTable(without(optionsOf('page'), [...SHARED, ...optionsOf('history')])),
    'options watch': () => optionTable(without(optionsOf('watch'), LOCAL)),
    'options athena-sql': () => optionTable(optionsOf('athena-sql')),
    'options aws': () => optionTable(SHARED),
    'options deploy': () => optionTable(without(optionsOf('deploy'), SHARED)),
    'options backfill': () => optionTable(without(optionsOf('backfill'), SHARED)),
    checks: checkTable,
  },
  'docs/iam-permissions.md': { 'safety-net reads': readTable },
};

function optionsOf(name: string): readonly OptionSpec[] {
  const verb = VERBS.find((one) => one.name === name);
  if (verb === undefined) throw new Error(`there is no verb ${name}`);
  return verb.options;
}

function without(
  options: readonly OptionSpec[],
  others: readonly OptionSpec[],
): readonly OptionSpec[] {
  const rest = options.filter(
    ({ flags, help }) => !others.some((one) => one.flags === flags && one.help === help),
  );
  if (rest.length === 0) throw new Error('nothing is left of the options');
  return rest;
}

function optionTable(options: readonly OptionSpec[]): string {
  const rows = options.map(({ flags, help, repeatable }) => {
    return [`\`${flags}\``, `${help}${repeatable === true ? '; may be given again' : ''}`];
  });
  return table(['Option', 'Meaning'], rows);
}

/** The checks by their names, and what programs read of each that does not hold. */
function checkTable(): string {
  const rows = CHECK_NAMES.map((name) => {
    const findings = Object.keys(CHECKS[name].findings).filter((finding) => finding !== 'ok');
    return [
      `\`${name}\``,
      CHECKS[name].title.en,
      findings.map((finding) => `\`${name}-${finding}\``).join(', '),
    ];
  });
  return table(['Link', 'Shown as', 'Findings besides `ok`'], rows);
}

const WHERE: Readonly<Record<Resource, string>> = {
  any: 'everything: they know no resources, or list all or none',
  trails: 'trails',
  'log-groups': 'log groups of this region',
  function: 'the two functions',
  table: 'the table',
  queue: 'the dead-letter queue',
  topic: 'the two topics',
  rules: 'the rules of the fast path, in every region',
  account: 'the account',
};

/** What the checks read, a row a resource. */
function readTable(): string {
  const rows = RESOURCES.map((resource) => {
    const reads = readsOn(resource);
    return [
      reads.map(({ action }) => `\`${action}\``).join(', '),
      WHERE[resource],
      reads.map(({ why }) => why).join(' '),
    ];
  });
  return table(['action', 'on', 'why'], rows);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replace(/[|*]/g, '\\$&')).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

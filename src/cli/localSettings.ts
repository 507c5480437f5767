import { readFileSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import type { QuietRule } from '../bell/quietRules.ts';
import { LoginbellError, reasonOf } from '../errors.ts';
import {
  type ChannelDeps,
  type OpenChannel,
  parseChannel,
  parseWebhookSecret,
} from '../local/channels/parseChannel.ts';
import { parseSmtpUrl } from '../local/smtpNotifier.ts';
import type { NoticeSettings } from '../notice/notice.ts';
import {
  parseAddress,
  parseList,
  parseRetentionDays,
  type RawSetting,
  readSettings,
  SETTINGS,
  setting,
} from '../settings.ts';
import type { EventsSetting } from '../signin/events.ts';
import { fieldsOf, isFields } from '../signin/fields.ts';
import { MACHINE } from './options.ts';
import { systemLanguage } from './systemLanguage.ts';

/** Settings of one machine, as options of the command line. */
export type LocalOptions = Readonly<Record<string, unknown>>;

export type LocalSettings = {
  readonly data: string;
  readonly notice: NoticeSettings;
  readonly events: EventsSetting;
  readonly quiet: readonly QuietRule[];
  readonly to: readonly string[];
  readonly from: string;
  /** Absent: notices go to the channels, or else to the outbox folder. */
  readonly smtpUrl: string | undefined;
  /** Channels besides, each ready to be opened. */
  readonly notify: readonly ((deps: ChannelDeps) => OpenChannel)[];
  /** MMDB files that say where addresses are. */
  readonly networks: readonly string[];
  /** Signs webhooks. */
  readonly webhookSecret: Uint8Array | undefined;
  /** Absent: nothing expires. */
  readonly retentionDays: number | undefined;
};

const FILE = 'loginbell.json';
/** The rows: those of every bell, and those of one machine. */
const ROWS = {
  ...SETTINGS,
  data: setting({ ...MACHINE.data, parse: (text) => text, fallback: '.loginbell' }),
  to: setting({ ...MACHINE.to, parse: parseAddresses, fallback: [] }),
  from: setting({ ...MACHINE.from, parse: parseAddress, fallback: `loginbell@${hostname()}` }),
  smtpUrl: setting({ ...MACHINE.smtpUrl, parse: optional(parseSmtpUrl), fallback: undefined }),
  notify: setting({ ...MACHINE.notify, parse: parseChannels, fallback: [] }),
  networks: setting({ ...MACHINE.networks, parse: parseFiles, fallback: [] }),
  // No flag: a secret does not stand on a command line.
  webhookSecret: setting({
    key: 'webhookSecret',
    flags: '"webhookSecret"',
    help: 'signs webhooks',
    parse: optional(parseWebhookSecret),
    fallback: undefined,
  }),
  retentionDays: setting({
    ...MACHINE.retentionDays,
    parse: optional(parseRetentionDays),
    fallback: undefined,
  }),
} as const;

/** A parser of what may be absent. */
function optional<T>(parse: (text: string) => T): (text: string) => T | undefined {
  return parse;
}

/**
 * Reads the settings: defaults (the system's language and zone), then `loginbell.json` in the working
 * folder, then the environment (`LOGINBELL_SMTP_URL` …), then flags. All problems come in one error.
 */
export function loadLocalSettings(
  options: LocalOptions,
  environment: NodeJS.ProcessEnv,
  defaults: { readonly events: EventsSetting },
): LocalSettings {
  const file = loadFile();
  const find = (key: string): RawSetting | undefined => {
    const variable = `LOGINBELL_${key.replace(/[A-Z]/g, '_$&').toUpperCase()}`;
    const sources: readonly (readonly [name: string, value: unknown])[] = [
      // `--no-notify` turns "notify" off, which is no address of a channel.
      [flagOf(key), options[key] === false ? undefined : options[key]],
      [variable, environment[variable]],
      [`"${key}" in ${FILE}`, file[key]],
    ];
    const [name, value] = sources.find(([, given]) => given !== undefined && given !== null) ?? [];
    return name === undefined ? undefined : { name, text: settingText(value) };
  };
  const reader = readSettings(find);
  const system = Intl.DateTimeFormat().resolvedOptions();
  const { read } = reader;
  const to = read(ROWS.to);
  const settings: LocalSettings = {
    data: read(ROWS.data),
    notice: {
      language: read(ROWS.language, systemLanguage(environment, system.locale)),
      timeZone: read(ROWS.timeZone, system.timeZone),
      accountNames: read(ROWS.accountNames),
      sender: { kind: 'machine', name: hostname() },
    },
    events: read(ROWS.events, defaults.events),
    quiet: read(ROWS.quiet),
    to,
    from: read(ROWS.from, to[0]),
    smtpUrl: read(ROWS.smtpUrl),
    notify: read(ROWS.notify),
    networks: read(ROWS.networks),
    webhookSecret: read(ROWS.webhookSecret),
    retentionDays: read(ROWS.retentionDays),
  };
  for (const key of Object.keys(file).filter((known) => !Object.hasOwn(ROWS, known))) {
    const known = Object.keys(ROWS).join(', ');
    reader.reject(`${FILE}: unknown key ${JSON.stringify(key)}; known are ${known}`);
  }
  if (settings.smtpUrl !== undefined && to.length === 0) {
    reader.reject('an SMTP server is set but nobody to write to; add --to you@example.com');
  }
  reader.finish();
  return settings;
}

/** `--time-zone`, as people know it. */
function flagOf(key: string): string {
  const row = Object.values(ROWS).find((one) => one.key === key);
  return row?.flags.split(' ')[0] ?? key;
}

function loadFile(): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(readFileSync(FILE, 'utf8'));
    if (isFields(parsed)) {
      refuseOpenSecrets(parsed);
      return parsed;
    }
    throw new Error('it is not a JSON object');
  } catch (error) {
    if (error instanceof LoginbellError) throw error;
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return fieldsOf({});
    throw new LoginbellError(
      'bad-config',
      `cannot read ${FILE}: ${reasonOf(error)}; mend or move it`,
    );
  }
}

/** The addresses of channels hold keys: who can read them can write in our name. */
function refuseOpenSecrets(file: Readonly<Record<string, unknown>>): void {
  const hasSecret =
    'notify' in file || 'webhookSecret' in file || /:[^/@]+@/.test(String(file['smtpUrl'] ?? ''));
  if (!hasSecret || process.platform === 'win32') return;
  if ((statSync(FILE).mode & 0o044) === 0) return;
  throw new LoginbellError(
    'bad-config',
    `${FILE} holds secrets and others on this machine can read it; run "chmod 600 ${FILE}" and start again`,
  );
}

/** Separated by white space or commas, each beginning with its kind: `slack://… ntfy://…`. */
function parseChannels(text: string) {
  return text
    .split(/[\s,]+(?=[a-z]+:)/)
    .map((one) => one.trim())
    .filter(Boolean)
    .map(parseChannel);
}

/** Separated by lines, or by commas behind `.mmdb`: the name of a file may hold one. */
function parseFiles(text: string): readonly string[] {
  return text
    .split(/\n|(?<=\.mmdb)\s*,/i)
    .map((one) => one.trim())
    .filter(Boolean);
}

/** Lists and objects of the file in the form that the command line has: `a,b` and `k=v,k=v`. */
function settingText(value: unknown): string {
  if (Array.isArray(value)) return value.map(String).join(',');
  if (!isFields(value)) return String(value);
  return Object.entries(value)
    .map(([key, name]) => `${key}=${String(name)}`)
    .join(',');
}

function parseAddresses(text: string): readonly string[] {
  return parseList(text).map(parseAddress);
}

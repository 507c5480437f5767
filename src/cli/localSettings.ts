import { readFileSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { parseQuietRules, type QuietRule } from '../bell/quietRules.ts';
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
  parseAccountNames,
  parseEvents,
  parseLanguage,
  parseList,
  parseRetentionDays,
  parseTimeZone,
  type RawSetting,
  readSettings,
} from '../settings.ts';
import type { EventsSetting } from '../signin/events.ts';
import { fieldsOf, isFields } from '../signin/fields.ts';

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
  /** Signs webhooks. */
  readonly webhookSecret: Uint8Array | undefined;
  /** Absent: nothing expires. */
  readonly retentionDays: number | undefined;
};

const FILE = 'loginbell.json';
const FLAGS: Readonly<Record<string, string>> = {
  data: '--data',
  language: '--language',
  timeZone: '--time-zone',
  events: '--events',
  quiet: '--quiet',
  accountNames: '--account-names',
  to: '--to',
  from: '--from',
  smtpUrl: '--smtp-url',
  notify: '--notify',
  webhookSecret: '"webhookSecret"',
  retentionDays: '--retention-days',
};

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
      [FLAGS[key] ?? key, options[key] === false ? undefined : options[key]],
      [variable, environment[variable]],
      [`"${key}" in ${FILE}`, file[key]],
    ];
    const [name, value] = sources.find(([, given]) => given !== undefined && given !== null) ?? [];
    return name === undefined ? undefined : { name, text: settingText(value) };
  };
  const reader = readSettings(find);
  const system = Intl.DateTimeFormat().resolvedOptions();
  const to = reader.take('to', parseAddresses, []);
  const settings: LocalSettings = {
    data: reader.take('data', (text) => text, '.loginbell'),
    notice: {
      language: reader.take('language', parseLanguage, systemLanguage(environment, system.locale)),
      timeZone: reader.take('timeZone', parseTimeZone, system.timeZone),
      accountNames: reader.take('accountNames', parseAccountNames, {}),
    },
    events: reader.take('events', parseEvents, defaults.events),
    quiet: reader.take<readonly QuietRule[]>('quiet', parseQuietRules, []),
    to,
    from: reader.take('from', parseAddress, to[0] ?? `loginbell@${hostname()}`),
    smtpUrl: reader.take<string | undefined>('smtpUrl', parseSmtpUrl, undefined),
    notify: reader.take('notify', parseChannels, []),
    webhookSecret: reader.take<Uint8Array | undefined>(
      'webhookSecret',
      parseWebhookSecret,
      undefined,
    ),
    retentionDays: reader.take<number | undefined>('retentionDays', parseRetentionDays, undefined),
  };
  for (const key of Object.keys(file).filter((known) => !Object.hasOwn(FLAGS, known))) {
    const known = Object.keys(FLAGS).join(', ');
    reader.reject(`${FILE}: unknown key ${JSON.stringify(key)}; known are ${known}`);
  }
  if (settings.smtpUrl !== undefined && to.length === 0) {
    reader.reject('an SMTP server is set but nobody to write to; add --to you@example.com');
  }
  reader.finish();
  return settings;
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

/** Lists and objects of the file in the form that the command line has: `a,b` and `k=v,k=v`. */
function settingText(value: unknown): string {
  if (Array.isArray(value)) return value.map(String).join(',');
  if (!isFields(value)) return String(value);
  return Object.entries(value)
    .map(([key, name]) => `${key}=${String(name)}`)
    .join(',');
}

/** The language that the environment asks for; English unless it is Japanese. */
export function systemLanguage(environment: NodeJS.ProcessEnv, locale: string): 'ja' | 'en' {
  const chosen =
    environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || locale;
  return /^ja\b|^ja_/i.test(chosen) ? 'ja' : 'en';
}

function parseAddresses(text: string): readonly string[] {
  return parseList(text).map(parseAddress);
}

/** One e-mail address. Throws an Error that says what would be right. */
export function parseAddress(text: string): string {
  if (/^[^\s@<>,;]+@[^\s@<>,;]+$/.test(text)) return text;
  throw new Error(`${JSON.stringify(text)} is no e-mail address; write you@example.com`);
}

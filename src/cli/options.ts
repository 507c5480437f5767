import { SETTINGS } from '../settings.ts';

/** How a setting is said on the command line; its parser stands in localSettings.ts, which loads more. */
const option = <const Flags extends string>(key: string, flags: Flags, help: string) => ({
  key,
  flags,
  help,
});

/** Settings of one machine alone, by their keys in loginbell.json. */
export const MACHINE = {
  data: option(
    'data',
    '--data <folder>',
    'where the journal and the outbox are kept (default: .loginbell)',
  ),
  to: option('to', '--to <addresses>', 'who is told by mail, separated by commas'),
  from: option('from', '--from <address>', 'the sender of the mail (default: the first of --to)'),
  smtpUrl: option(
    'smtpUrl',
    '--smtp-url <url>',
    'deliver through this SMTP server instead of the outbox folder',
  ),
  notify: {
    ...option(
      'notify',
      '--notify <channel>',
      'another channel: slack, teams, discord, ntfy, pagerduty, https, outbox, command',
    ),
    repeatable: true,
  },
  networks: {
    ...option(
      'networks',
      '--networks <file>',
      'country and network beside addresses, from your own MMDB file of any vendor',
    ),
    repeatable: true,
  },
  retentionDays: {
    ...SETTINGS.retentionDays,
    help: 'let what is stored expire (default: keep everything)',
  },
} as const;

/** Who is told, and how. */
export const CHANNEL_OPTIONS = [MACHINE.to, MACHINE.from, MACHINE.smtpUrl, MACHINE.notify] as const;

/** The options that every verb on one machine knows. */
export const LOCAL_OPTIONS = [
  MACHINE.data,
  SETTINGS.language,
  SETTINGS.timeZone,
  SETTINGS.accountNames,
] as const;

/** What counts, or rings, where the verb has its own word for it. */
export function eventsOption(what: string, standard: string) {
  const help = `${what}: ConsoleLogin, AllSignIns or AllSignInsAndTampering (default: ${standard})`;
  return { ...SETTINGS.events, help };
}

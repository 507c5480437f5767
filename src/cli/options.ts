/** Which events count, of every verb that reads records. */
export const EVENTS_OPTION = {
  flags: '--events <setting>',
  help: 'ConsoleLogin, AllSignIns or AllSignInsAndTampering (default: ConsoleLogin)',
} as const;

/** Who is told, and how. */
export const CHANNEL_OPTIONS = [
  { flags: '--to <addresses>', help: 'who is told by mail, separated by commas' },
  { flags: '--from <address>', help: 'the sender of the mail (default: the first of --to)' },
  {
    flags: '--smtp-url <url>',
    help: 'deliver through this SMTP server instead of the outbox folder',
  },
  {
    flags: '--notify <channel>',
    help: 'another channel: slack, teams, discord, ntfy, pagerduty, https, outbox, command',
    repeatable: true,
  },
] as const;

/** Ordinary successes that nobody is told of. */
export const QUIET_OPTION = {
  flags: '--quiet <rules>',
  help: 'store these ordinary successes without telling: user/ci-*, role/Deploy*&account/123456789012',
} as const;

/** In which time zone times are shown. */
export const TIME_ZONE_OPTION = {
  flags: '--time-zone <zone>',
  help: "IANA time zone for times (default: the system's)",
} as const;

/** Names beside account numbers. */
export const ACCOUNT_NAMES_OPTION = {
  flags: '--account-names <pairs>',
  help: 'names beside account numbers: 123456789012=production,…',
} as const;

/** The options that every verb on one machine knows. */
export const LOCAL_OPTIONS = [
  {
    flags: '--data <folder>',
    help: 'where the journal and the outbox are kept (default: .loginbell)',
  },
  { flags: '--language <ja|en>', help: "language of the notices (default: the system's)" },
  TIME_ZONE_OPTION,
  ACCOUNT_NAMES_OPTION,
] as const;

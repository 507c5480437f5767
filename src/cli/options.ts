import type { Command } from 'commander';

/** The options that every verb on one machine knows. */
export function addLocalOptions(command: Command): Command {
  return command
    .option('--data <folder>', 'where the journal and the outbox are kept (default: .loginbell)')
    .option('--language <ja|en>', "language of the notices (default: the system's)")
    .option('--time-zone <zone>', "IANA time zone for times (default: the system's)")
    .option('--account-names <pairs>', 'names beside account numbers: 123456789012=production,…');
}

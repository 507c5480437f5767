import { SETTINGS } from '../../settings.ts';
import { defineVerb } from '../defineVerb.ts';

/** `loginbell athena-sql`: prints the statements for archives that one machine should not read. */
export const athenaSqlVerb = defineVerb({
  name: 'athena-sql',
  summary: 'print the SQL that finds the sign-ins of an archive with Athena',
  argument: { syntax: '<url>', help: 's3://bucket/prefix, above AWSLogs/' },
  options: [
    {
      flags: '--account <number>',
      help: 'an account whose folders are read; at least one',
      repeatable: true,
    },
    { flags: '--organization <id>', help: 'o-…, of an organization trail' },
    {
      flags: '--regions <names>',
      help: 'separated by commas (default: those that are switched on everywhere)',
    },
    { flags: '--since <time>', help: 'from then on (default: 365d)' },
    { flags: '--until <time>', help: 'before then (default: now)' },
    { flags: '--events <setting>', help: 'ConsoleLogin or AllSignIns (default: ConsoleLogin)' },
    { flags: '--table <name>', help: 'what the table is called (default: loginbell_cloudtrail)' },
    SETTINGS.timeZone,
  ],
  notes: `Examples:
  loginbell athena-sql s3://trail-logs --account 111122223333 --since 90d
  loginbell athena-sql s3://trail-logs/org --organization o-exampleorgid --account 111122223333 --account 444455556666

Type both in Athena's query editor, download the result, and give it to "loginbell scan result.csv": all filters, formats
and the summary work on it. docs/archives.md says when which way is the cheapest.`,
  run: async ({ words: [url = ''], options }, context) =>
    (await import('../athenaSql.ts')).printAthenaSql(url, options, context),
});

import type { QueryExecutionStatus } from '@aws-sdk/client-athena';
import { LoginbellError, reasonOf } from '../../errors.ts';
import { cleanText } from '../../signin/cleanText.ts';
import { awsProblemOf } from '../awsErrors.ts';
import { kindOf } from '../errorKinds.ts';

/** Why a query fails, by what Athena says, and the way out; the first that fits counts. */
const WAYS_OUT: readonly (readonly [says: RegExp, wayOut: string])[] = [
  [
    /bytes scanned limit|data (usage|scanned) limit/i,
    'the workgroup lets no query read so much; narrow it with --since, --until, --account and --region, or raise the limit of the workgroup',
  ],
  [
    /kms/i,
    'you may not use the key that the archive, or the place for results, is encrypted with; ask for kms:Decrypt on it (and kms:GenerateDataKey for results)',
  ],
  [
    /access ?denied|permission|not authorized|forbidden/i,
    'Athena reads and writes with your permissions, and one is missing; "loginbell iam-policy VERB" prints the policy that a verb needs',
  ],
  [
    /output location|output ?bucket|managed query results/i,
    'there is no place for results that it may use; name one with --athena-output s3://…, or a workgroup with --athena-workgroup',
  ],
  [
    /workgroup/i,
    'the workgroup cannot be used; look at it in the console of Athena, or name another with --athena-workgroup',
  ],
  [
    /exhausted resources|timed? ?out|exceeded (maximum|memory)/i,
    'it is too much for one query; narrow it with --since and --until, and run it for each part',
  ],
  [
    /slow ?down|throttl|too many|rate exceeded|internal error/i,
    'AWS could not serve it at this moment; wait a minute and run the same command again',
  ],
  [
    /(table|schema|database|column)\S* .*(not (be )?(found|resolved|exist)|does not exist)/i,
    'the table is not as it should be; name another with --athena-table, and it is made anew',
  ],
];

const NO_WAY_OUT = 'run it again, or read the archive from here by leaving --engine away';

/** A query that ended otherwise than well: one sentence with the way out. */
export function failureOf(id: string, status: QueryExecutionStatus | undefined): LoginbellError {
  const { State = 'UNKNOWN', StateChangeReason = '', AthenaError } = status ?? {};
  const said = StateChangeReason || AthenaError?.ErrorMessage || '';
  const what =
    State === 'CANCELLED' && !/limit/i.test(said)
      ? `somebody stopped the query ${id}`
      : `the query ${id} failed`;
  return new LoginbellError('aws-failed', `${what}: ${sentenceOf(said)}`);
}

/** What Athena refused to do, as one sentence with the way out. */
export function translateAthenaError(what: string, error: unknown): LoginbellError {
  if (error instanceof LoginbellError) return error;
  // Its refusals all bear one name: what they say decides.
  const isGeneral = kindOf(error) === 'other' || kindOf(error) === 'not-found';
  const sentence = isGeneral ? undefined : awsProblemOf(error)?.sentence;
  const message = `${what}: ${sentence ?? sentenceOf(reasonOf(error))}`;
  return new LoginbellError('aws-failed', message, { cause: error });
}

function sentenceOf(said: string): string {
  const [, wayOut = NO_WAY_OUT] = WAYS_OUT.find(([says]) => says.test(said)) ?? [];
  return said === '' ? wayOut : `${wayOut} (Athena says: ${cleanText(said, 300)})`;
}

import { LoginbellError } from '../errors.ts';
import { cleanText } from '../signin/cleanText.ts';
import { type AwsErrorKind, type AwsErrorMarks, kindOf, kindOfMarks } from './errorKinds.ts';

/** What an AWS call came to: the kind, and one sentence with the way out. Holds no secrets. */
export type AwsProblem = { readonly kind: AwsErrorKind; readonly sentence: string };

type Raw = AwsErrorMarks & {
  /** The profile that was asked for, if any. */
  readonly profile: string | undefined;
};

/** What to say of each kind: what it is, and the way out. */
const SENTENCES: Readonly<Record<AwsErrorKind, (raw: Raw) => string>> = {
  'expired-credentials': ({ message }) =>
    /sso/i.test(message)
      ? 'the SSO session has expired; run "aws sso login" (with your --profile) and try again'
      : 'the AWS credentials have expired; sign in again ("aws sso login", "aws login", or new keys from where you had these) and try again',
  // The whole chain's message says only that nothing was found, not which profile was looked at.
  'no-credentials': ({ profile }) =>
    profile === undefined
      ? 'no AWS credentials found; set AWS_PROFILE or --profile, or run "aws configure sso", "aws login" or "aws configure"'
      : `no AWS credentials in the profile ${quoted(profile)}; "aws configure list-profiles" shows what there is, "aws configure sso --profile NAME" makes one`,
  'wrong-clock': () =>
    "AWS does not accept the request's time; set this machine's clock right and try again",
  'no-region': () =>
    'no AWS region is set; add --region (the home region of your trail), or set AWS_REGION, or "region" in your profile',
  denied: ({ message }) => saysDenied(message),
  'wrong-credentials': () =>
    'AWS does not know these credentials here; check the access key (or profile), and that the region is enabled for your account',
  'wrong-region': ({ message }) => {
    const host = /ENOTFOUND (\S+)/.exec(message)?.[1];
    return host === undefined
      ? 'this region is not enabled for your account, or does not exist; choose another with --region'
      : `there is no host ${quoted(host)}; is the region spelt right, and is this machine on the network?`;
  },
  'untrusted-certificate': ({ message }) =>
    `the certificate of the AWS endpoint is not trusted (${quoted(message)}); behind a proxy that opens TLS, name its certificate in NODE_EXTRA_CA_CERTS`,
  unreachable: ({ message }) => {
    const address = /(\S+:\d+)\s*$/.exec(message)?.[1] ?? /EAI_AGAIN (\S+)/.exec(message)?.[1];
    const whom = address === undefined ? 'AWS' : quoted(address);
    return `cannot reach ${whom}; check the network, a proxy, and AWS_ENDPOINT_URL if it is set`;
  },
  throttled: () =>
    'AWS asks for fewer calls at this moment; wait a minute and run the same command again',
  'server-fault': ({ name, message }) =>
    `AWS has a fault of its own (${quoted(name)}: ${quoted(message)}); wait a few minutes and run the same command again`,
  limit: ({ message }) =>
    `a limit of the account is reached (${quoted(message)}); a log group takes two subscription filters, other limits stand in Service Quotas`,
  'stack-rolled-back': ({ message }) =>
    `the stack is left over from a failed attempt (${quoted(message)}); "loginbell deploy --yes" deletes it and starts again, or delete it yourself`,
  'stack-busy': ({ message }) =>
    `CloudFormation is still at work on the stack (${quoted(message)}); wait until it is done and try again`,
  'name-taken': ({ message }) =>
    `a name is taken already (${quoted(message)}); choose another --suffix, or remove what holds the name (docs/deploy.md, "Uninstalling")`,
  'not-found': ({ message }) =>
    `AWS does not find it (${quoted(message)}); are --region, --profile and --suffix those of the installation?`,
  other: ({ name, message }) => `AWS refuses: ${quoted(name)}: ${quoted(message)}`,
};

/**
 * Says in one sentence what an error of the AWS SDK means and what to do; `undefined` for anything that
 * is no such error. `profile`: the one that was asked for. Looks at names and messages alone, so that it loads no SDK.
 */
export function awsProblemOf(error: unknown, profile?: string): AwsProblem | undefined {
  const raw = rawOf(error, profile);
  if (raw === undefined) return undefined;
  const kind = kindOf(error);
  return { kind, sentence: SENTENCES[kind](raw) };
}

/**
 * The same as an error to throw; what AWS has nothing to do with comes back as it is. An adapter's error keeps
 * what failed, and says of its cause what to do.
 */
export function translateAwsError(error: unknown, profile?: string): unknown {
  if (error instanceof LoginbellError) return withWayOut(error, profile);
  const problem = awsProblemOf(error, profile);
  if (problem === undefined) return error;
  return new LoginbellError('aws-failed', problem.sentence, { cause: error });
}

function withWayOut(error: LoginbellError, profile: string | undefined): LoginbellError {
  const { code, message, cause } = error;
  const problem = awsProblemOf(cause, profile);
  if (problem === undefined || problem.kind === 'other') return error;
  if (message.includes(problem.sentence)) return error;
  const [what] = message.split(': ', 1);
  return new LoginbellError(code, `${what}: ${problem.sentence}`, { cause });
}

/** Is this the kind of refusal? For callers to whom one kind is an answer, not a failure. */
export function isAwsError(error: unknown, kind: AwsErrorKind): boolean {
  return awsProblemOf(error)?.kind === kind;
}

function rawOf(error: unknown, profile: string | undefined): Raw | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error ? String(error.code) : '';
  const isNetwork = code !== '' && kindOfMarks({ name: '', message: '', code }) !== 'other';
  const isAws =
    '$metadata' in error ||
    isNetwork ||
    /ProviderError$|^TimeoutError$|^EndpointError$/.test(error.name) ||
    /^Region is missing/.test(error.message);
  return isAws ? { name: error.name, code, message: error.message || code, profile } : undefined;
}

/** `User: ARN is not authorized to perform: ACTION on resource: ARN because REASON`. */
function saysDenied(message: string): string {
  const action = /not authorized to perform:? ([\w-]+:\w+)/.exec(message)?.[1];
  const resource = /on resource:? (\S+)/.exec(message)?.[1];
  const byOrganization = /service control policy|resource control policy/.test(message);
  const boundary = /permissions boundary/.test(message);
  if (action === undefined) return `AWS denies it (${quoted(message)}); ask for the permission`;
  const on = resource === undefined ? '' : ` on ${quoted(resource)}`;
  const cause = byOrganization
    ? ', since a policy of the organization denies it; ask whoever looks after that'
    : boundary
      ? ', since a permissions boundary does not allow it; ask whoever set that'
      : '; "loginbell iam-policy VERB" prints the policy that a verb needs';
  return `you lack the permission ${quoted(action)}${on}${cause}`;
}

function quoted(text: string): string {
  return cleanText(text, 300);
}

import { LoginbellError } from '../errors.ts';
import { cleanText } from '../signin/cleanText.ts';

/** What kind of refusal it was, for programs. */
export type AwsErrorKind =
  | 'no-credentials'
  | 'expired-credentials'
  | 'wrong-credentials'
  | 'wrong-clock'
  | 'denied'
  | 'no-region'
  | 'wrong-region'
  | 'stack-busy'
  | 'stack-rolled-back'
  | 'limit'
  | 'name-taken'
  | 'not-found'
  | 'throttled'
  | 'unreachable'
  | 'other';

/** What an AWS call came to: the kind, and one sentence with the way out. Holds no secrets. */
export type AwsProblem = { readonly kind: AwsErrorKind; readonly sentence: string };

type Raw = {
  readonly name: string;
  readonly code: string;
  readonly message: string;
  /** The profile that was asked for, if any. */
  readonly profile: string | undefined;
};
type Rule = {
  readonly kind: AwsErrorKind;
  readonly matches: (raw: Raw) => boolean;
  readonly say: (raw: Raw) => string;
};

const DENIED = /^(AccessDenied|AuthorizationError|UnauthorizedOperation|NotAuthorized)/;
const THROTTLED =
  /^(Throttl|TooManyRequests|RequestLimitExceeded|RequestThrottled|SlowDown|ProvisionedThroughputExceeded)/;
const TAKEN =
  /^(AlreadyExists|ResourceAlreadyExists|EntityAlreadyExists|ResourceConflict|ResourceInUse|QueueAlreadyExists|QueueNameExists|BucketAlready)/;
const MISSING =
  /^(NotFound|ResourceNotFound|TrailNotFound|NoSuch|QueueDoesNotExist|.*\.NonExistentQueue)/;
const WRONG_KEYS =
  /^(InvalidClientTokenId|UnrecognizedClient|InvalidAccessKeyId|AuthFailure|SignatureDoesNotMatch|InvalidSignature|IncompleteSignature)/;
const NETWORK = /^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE)$/;
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/;

/** First match wins. Names and texts as the services send them (their API references, "Common errors"). */
const RULES: readonly Rule[] = [
  {
    kind: 'expired-credentials',
    matches: ({ name, message }) =>
      /^(ExpiredToken|RequestExpired|TokenRefreshRequired)/.test(name) ||
      (/ProviderError$/.test(name) && /expired|sso login|refresh/i.test(message)),
    say: ({ message }) =>
      /sso/i.test(message)
        ? 'the SSO session has expired; run "aws sso login" (with your --profile) and try again'
        : 'the AWS credentials have expired; sign in again ("aws sso login", "aws login", or new keys from where you had these) and try again',
  },
  {
    kind: 'no-credentials',
    matches: ({ name }) => /ProviderError$/.test(name),
    // The whole chain's message says only that nothing was found, not which profile was looked at.
    say: ({ profile }) => {
      return profile === undefined
        ? 'no AWS credentials found; set AWS_PROFILE or --profile, or run "aws configure sso", "aws login" or "aws configure"'
        : `no AWS credentials in the profile ${quoted(profile)}; "aws configure list-profiles" shows what there is, "aws configure sso --profile NAME" makes one`;
    },
  },
  {
    kind: 'wrong-clock',
    matches: ({ name, message }) =>
      /^RequestTimeTooSkewed/.test(name) || /Signature (expired|not yet current)/i.test(message),
    say: () =>
      "AWS does not accept the request's time; set this machine's clock right and try again",
  },
  {
    kind: 'no-region',
    matches: ({ message }) => /^Region is missing/.test(message),
    say: () =>
      'no AWS region is set; add --region (the home region of your trail), or set AWS_REGION, or "region" in your profile',
  },
  {
    kind: 'denied',
    matches: ({ name, message }) =>
      DENIED.test(name) || /is not authorized to perform/.test(message),
    say: ({ message }) => saysDenied(message),
  },
  {
    kind: 'wrong-credentials',
    matches: ({ name }) => WRONG_KEYS.test(name),
    say: () =>
      'AWS does not know these credentials here; check the access key (or profile), and that the region is enabled for your account',
  },
  {
    kind: 'wrong-region',
    matches: ({ name, code, message }) =>
      code === 'ENOTFOUND' ||
      code === 'EAI_AGAIN' ||
      /^(OptInRequired|SubscriptionRequired|UnknownEndpoint|EndpointError)/.test(name) ||
      /Invalid region|region .* (is not|not) (enabled|supported)/i.test(message),
    say: ({ message }) => {
      const host = /(?:ENOTFOUND|EAI_AGAIN) (\S+)/.exec(message)?.[1];
      return host === undefined
        ? 'this region is not enabled for your account, or does not exist; choose another with --region'
        : `there is no host ${quoted(host)}; is the region spelt right, and is this machine on the network?`;
    },
  },
  {
    kind: 'unreachable',
    matches: ({ name, code }) => NETWORK.test(code) || name === 'TimeoutError',
    say: ({ message }) => {
      const address = /(\S+:\d+)\s*$/.exec(message)?.[1];
      const whom = address === undefined ? 'AWS' : quoted(address);
      return `cannot reach ${whom}; check the network, a proxy, and AWS_ENDPOINT_URL if it is set`;
    },
  },
  {
    kind: 'unreachable',
    matches: ({ code }) => CERTIFICATE.test(code),
    say: ({ message }) =>
      `the certificate of the AWS endpoint is not trusted (${quoted(message)}); behind a proxy that opens TLS, name its certificate in NODE_EXTRA_CA_CERTS`,
  },
  {
    kind: 'throttled',
    matches: ({ name, message }) => THROTTLED.test(name) || /^Rate exceeded/.test(message),
    say: () =>
      'AWS asks for fewer calls at this moment; wait a minute and run the same command again',
  },
  {
    kind: 'limit',
    matches: ({ name }) => /^LimitExceeded|QuotaExceeded/.test(name),
    say: ({ message }) =>
      `a limit of the account is reached (${quoted(message)}); a log group takes two subscription filters, other limits stand in Service Quotas`,
  },
  {
    kind: 'stack-rolled-back',
    matches: ({ message }) => /(^|[^E])ROLLBACK_(COMPLETE|FAILED)/.test(message),
    say: ({ message }) =>
      `the stack is left over from a failed attempt (${quoted(message)}); "loginbell deploy --yes" deletes it and starts again, or delete it yourself`,
  },
  {
    kind: 'stack-busy',
    matches: ({ message }) => /_IN_PROGRESS/.test(message),
    say: ({ message }) =>
      `CloudFormation is still at work on the stack (${quoted(message)}); wait until it is done and try again`,
  },
  {
    kind: 'name-taken',
    matches: ({ name }) => TAKEN.test(name),
    say: ({ message }) =>
      `a name is taken already (${quoted(message)}); choose another --suffix, or remove what holds the name (docs/deploy.md, "Uninstalling")`,
  },
  {
    kind: 'not-found',
    matches: ({ name, message }) => MISSING.test(name) || /does not exist/.test(message),
    say: ({ message }) =>
      `AWS does not find it (${quoted(message)}); are --region, --profile and --suffix those of the installation?`,
  },
];

/**
 * Says in one sentence what an error of the AWS SDK means and what to do; `undefined` for anything that
 * is no such error. `profile`: the one that was asked for. Looks at names and messages alone, so that it loads no SDK.
 */
export function awsProblemOf(error: unknown, profile?: string): AwsProblem | undefined {
  const raw = rawOf(error, profile);
  if (raw === undefined) return undefined;
  const rule = RULES.find(({ matches }) => matches(raw));
  if (rule !== undefined) return { kind: rule.kind, sentence: rule.say(raw) };
  return { kind: 'other', sentence: `AWS refuses: ${quoted(raw.name)}: ${quoted(raw.message)}` };
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
  const isNetwork =
    /^(ENOTFOUND|EAI_AGAIN)$/.test(code) || NETWORK.test(code) || CERTIFICATE.test(code);
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

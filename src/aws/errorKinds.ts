/** What kind of refusal it was, for programs. */
export type AwsErrorKind =
  | 'expired-credentials'
  | 'no-credentials'
  | 'wrong-clock'
  | 'no-region'
  | 'denied'
  | 'wrong-credentials'
  | 'wrong-region'
  | 'untrusted-certificate'
  | 'unreachable'
  | 'throttled'
  | 'server-fault'
  | 'limit'
  | 'stack-rolled-back'
  | 'stack-busy'
  | 'name-taken'
  | 'not-found'
  | 'other';

/** What is looked at: AWS's own word (`AccessDeniedException`), the text, and the code of a network's error. */
export type AwsErrorMarks = {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
};

type Rule = {
  readonly kind: Exclude<AwsErrorKind, 'other'>;
  readonly name?: RegExp;
  readonly message?: RegExp;
  readonly code?: RegExp;
  /** Where given, the name and the message must both fit; else one of them is enough. */
  readonly needsBoth?: true;
};

/**
 * The one dictionary of AWS's errors, for the function, the adapters and the command line; the first that fits counts. Names
 * and texts as the services send them (their API references, "Common errors"), each in the spellings of them all.
 */
const RULES: readonly Rule[] = [
  { kind: 'expired-credentials', name: /^(ExpiredToken|TokenRefreshRequired)/ },
  {
    kind: 'expired-credentials',
    name: /ProviderError$/,
    message: /expired|sso login|refresh/i,
    needsBoth: true,
  },
  { kind: 'no-credentials', name: /ProviderError$/ },
  {
    kind: 'wrong-clock',
    name: /^(RequestTimeTooSkewed|RequestExpired)/,
    message: /Signature (expired|not yet current)/i,
  },
  { kind: 'no-region', message: /^Region is missing/ },
  {
    kind: 'denied',
    name: /AccessDenied|AuthorizationError|UnauthorizedOperation|NotAuthorized/,
    message: /is not authorized to perform/,
  },
  {
    kind: 'wrong-credentials',
    name: /^(InvalidClientTokenId|UnrecognizedClient|InvalidAccessKeyId|AuthFailure|SignatureDoesNotMatch|InvalidSignature|IncompleteSignature)/,
  },
  {
    kind: 'wrong-region',
    name: /^(OptInRequired|SubscriptionRequired|UnknownEndpoint|EndpointError)/,
    message: /Invalid region|region .* (is not|not) (enabled|supported)/i,
    code: /^ENOTFOUND$/,
  },
  { kind: 'untrusted-certificate', code: /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/ },
  {
    kind: 'unreachable',
    name: /^(TimeoutError|NetworkingError|UnansweredRequest)$/,
    code: /^(ECONNREFUSED|ECONNRESET|ECONNABORTED|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE|EAI_AGAIN)$/,
  },
  {
    kind: 'throttled',
    name: /Throttl|TooManyRequests|RequestLimitExceeded|ThroughputExceeded|SlowDown/,
    message: /^Rate exceeded/,
  },
  {
    kind: 'server-fault',
    name: /^(Internal(Error|Failure|ServerError|ServiceError)|ServiceUnavailable|ServiceFailure|Status5\d\d)/,
  },
  { kind: 'limit', name: /LimitExceeded|QuotaExceeded/ },
  { kind: 'stack-rolled-back', message: /(^|[^E])ROLLBACK_(COMPLETE|FAILED)/ },
  { kind: 'stack-busy', message: /_IN_PROGRESS/ },
  {
    kind: 'name-taken',
    name: /AlreadyExists|ResourceConflict|ResourceInUse|QueueNameExists|BucketAlready/,
  },
  {
    kind: 'not-found',
    name: /NotFound|NoSuch|NonExistent|DoesNotExist/,
    message: /does not exist/,
  },
];

/** The kind of an error of AWS or of the way to it; `other` for what is not known. */
export function kindOfMarks({ name, message, code = '' }: AwsErrorMarks): AwsErrorKind {
  const fits = (pattern: RegExp | undefined, text: string) => pattern?.test(text) === true;
  const rule = RULES.find((one) => {
    const [byName, byMessage] = [fits(one.name, name), fits(one.message, message)];
    return one.needsBoth ? byName && byMessage : byName || byMessage || fits(one.code, code);
  });
  return rule?.kind ?? 'other';
}

/** The same of what was thrown; `other` where it is no error. */
export function kindOf(error: unknown): AwsErrorKind {
  if (!(error instanceof Error)) return 'other';
  const kind = kindOfMarks({
    name: error.name,
    message: error.message,
    code: 'code' in error ? String(error.code) : '',
  });
  // The SDK says whose fault it was, where the name alone does not.
  const isServers = '$fault' in error && error.$fault === 'server';
  return isServers && kind === 'other' ? 'server-fault' : kind;
}

/** Is the answer lost or AWS at fault, or was it asked too often, so that asking again may do? */
export function mayPass(error: unknown): boolean {
  return ['unreachable', 'server-fault', 'throttled'].includes(kindOf(error));
}

/** Is the thing that was asked for not there? */
export function isNotFound(error: unknown): boolean {
  return kindOf(error) === 'not-found';
}

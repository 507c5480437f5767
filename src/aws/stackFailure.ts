import type { StackEvent } from '../installation/stack.ts';
import { cleanText } from '../signin/cleanText.ts';
import { awsProblemOf } from './awsErrors.ts';

/**
 * The one cause that matters of a failed change: the first resource that failed by itself, not those that were
 * cancelled because of it. One sentence, cleaned.
 */
export function stackFailure(events: readonly StackEvent[]): string {
  const failed = events.filter(({ status }) => status.endsWith('_FAILED'));
  const own = failed.find(({ reason, ofStack }) => !ofStack && !isCancelled(reason));
  const cause = own ?? failed[0] ?? events.findLast(({ ofStack }) => ofStack);
  if (cause === undefined) return 'CloudFormation gives no reason';
  const { logicalId, type, reason } = cause;
  const what = cause.ofStack ? '' : `${cleanText(logicalId)} (${cleanText(type)}): `;
  return `${what}${explainReason(reason ?? '')}`;
}

function isCancelled(reason: string | undefined): boolean {
  return /^Resource (creation|update|deletion) cancelled/i.test(reason ?? '');
}

/**
 * CloudFormation's reason as a sentence with the way out where it is a known one. It wraps the service's own words:
 * `Resource handler returned message: "…" (RequestToken: …, HandlerErrorCode: AlreadyExists)`.
 */
export function explainReason(reason: string): string {
  if (reason === '') return 'CloudFormation gives no reason';
  const handler = /HandlerErrorCode: (\w+)/.exec(reason)?.[1] ?? '';
  const message = /returned message: "([\s\S]*?)"(?: \(RequestToken|\s*$)/.exec(reason)?.[1];
  const words = (message ?? reason).replace(/ \(Service: [\s\S]*$/, '');
  const parameter = /^Parameter (\w+) failed to satisfy constraint: ([\s\S]*)$/.exec(words);
  if (parameter !== null) return cleanText(`the parameter ${parameter[1]}: ${parameter[2]}`, 400);
  if (/log group does not exist/i.test(words)) {
    return `there is no such log group in this region (${cleanText(words, 200)}); choose the trail's home region with --region`;
  }
  const problem = awsProblemOf(
    Object.assign(new Error(words), { name: errorName(handler, reason), $metadata: {} }),
  );
  return problem === undefined || problem.kind === 'other'
    ? cleanText(words, 400)
    : problem.sentence;
}

/** CloudFormation's handler codes as names that `awsErrors` knows; older resource types write the service's code. */
function errorName(handler: string, reason: string): string {
  const known: Readonly<Record<string, string>> = {
    AlreadyExists: 'AlreadyExistsException',
    AccessDenied: 'AccessDenied',
    UnauthorizedTaggingOperation: 'AccessDenied',
    ServiceLimitExceeded: 'LimitExceededException',
    Throttling: 'ThrottlingException',
    NotFound: 'NotFoundException',
    InvalidCredentials: 'InvalidClientTokenId',
  };
  if (known[handler] !== undefined) return known[handler];
  if (/already exists/i.test(reason)) return 'AlreadyExistsException';
  return /Error Code: (\w+)/.exec(reason)?.[1] ?? (handler || 'StackFailure');
}

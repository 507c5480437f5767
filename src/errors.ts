/** What went wrong, for programs; the message says it for people. */
export type ErrorCode =
  | 'bad-config'
  | 'bad-input'
  | 'journal-unusable'
  | 'journal-failed'
  | 'notifier-failed'
  | 'aws-failed'
  | 'stack-failed'
  | 'incomplete';

/**
 * The one error of loginbell: a stable `code`, a message that names the input, the reason and the way
 * out, and the `cause` where there was one. Messages hold no secrets.
 */
export class LoginbellError extends Error {
  override readonly name = 'LoginbellError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The message of anything thrown, in one line. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/\s+/g, ' ').trim();
}

import type { IncomingHttpHeaders } from 'node:http';
import { reasonOf } from '../errors.ts';
import { type Fields, fieldAt, isFields } from '../signin/fields.ts';
import { parseJson } from '../signin/parseJson.ts';

/**
 * AWS answered that it does not do it. Like the SDK's errors it is translated by the adapter that asked. `name` is AWS's own
 * word (`ConditionalCheckFailedException`).
 */
export class AwsRefusal extends Error {
  readonly status: number;
  /** DynamoDB's item, where a condition did not hold. */
  readonly Item: unknown;
  /** When the service answered, by its own clock. */
  readonly date: string | undefined;

  constructor(operation: string, status: number, headers: IncomingHttpHeaders, text: string) {
    const json = parseJson(text);
    const { code, message } = isFields(json)
      ? refusalInJson(json, status)
      : refusalInXml(text, status);
    const requestId = headers['x-amzn-requestid'] ?? /<RequestId>([\w-]+)/.exec(text)?.[1];
    super(`${operation}: ${code}: ${message} (request ${requestId ?? 'unknown'})`);
    this.name = code;
    this.status = status;
    this.Item = fieldAt(json, 'Item');
    this.date = headers.date;
  }
}

/** No answer came: whether the call happened is not known, save where `isUnsent`. */
export class UnansweredRequest extends Error {
  override readonly name = 'UnansweredRequest';
  readonly isUnsent: boolean;

  constructor(operation: string, host: string, cause: unknown, isUnsent: boolean) {
    super(`${operation}: ${host} did not answer: ${reasonOf(cause)}`, { cause });
    this.isUnsent = isUnsent;
  }
}

type Refusal = { readonly code: string; readonly message: string };

const NO_REASON = 'no reason given';

/** DynamoDB: `__type`, `message`. */
function refusalInJson(answer: Fields, status: number): Refusal {
  const type = String(answer['__type'] ?? `Status${status}`);
  const message = answer['message'] ?? answer['Message'] ?? NO_REASON;
  return { code: type.slice(type.lastIndexOf('#') + 1), message: String(message).slice(0, 400) };
}

/** SNS: `<Code>`, `<Message>`. */
function refusalInXml(text: string, status: number): Refusal {
  const tag = (name: string) => new RegExp(`<${name}>([^<]{1,400})`).exec(text)?.[1];
  return { code: tag('Code') ?? `Status${status}`, message: tag('Message') ?? NO_REASON };
}

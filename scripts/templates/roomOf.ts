import { sep } from 'node:path';

/**
 * What CloudFormation takes, in bytes: a template body passed directly, and one from S3, as the console uploads it
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html).
 */
export const DIRECT_BYTES = 51_200;
export const S3_BYTES = 1_000_000;

/** Less room than this and the next change is a packing problem: said, then refused. */
const ENOUGH = 3000;
const LEAST = 1000;

/** A built file's size as a line to print, and what is wrong with it, if anything. */
export function roomOf(
  name: string,
  bytes: number,
): { readonly line: string; readonly problem: string | undefined } {
  const isPacked = name.startsWith(`packed${sep}`);
  const left = (isPacked ? DIRECT_BYTES : S3_BYTES) - bytes;
  const isTight = isPacked && left < ENOUGH;
  const hint = isTight ? `, fewer than ${ENOUGH}: make room before the next change` : '';
  const least = isPacked ? LEAST : 0;
  return {
    line: `${name}: ${bytes} bytes, ${left} left${hint}`,
    problem: left < least ? `${name} is too large: shorten it by ${least - left} bytes` : undefined,
  };
}

/**
 * When a function gives a request up, in milliseconds; the SDK then tries again. Without the last, the SDK
 * only warns of a request that takes too long, and goes on waiting until Lambda ends the function.
 */
export const TIMEOUTS = {
  connectionTimeout: 2000,
  requestTimeout: 5000,
  throwOnRequestTimeout: true,
} as const;

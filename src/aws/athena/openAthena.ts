import { AthenaClient } from '@aws-sdk/client-athena';

/** Athena with the standard chain of credentials. */
export function openAthena(region: string): AthenaClient {
  return new AthenaClient({ region, maxAttempts: 6 });
}

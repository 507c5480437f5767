import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { SnsPublish } from './snsPublish.ts';

/** The same by the SDK, for the safety net and the command line. */
export function createSdkSnsPublish(client: SNSClient): SnsPublish {
  return async (input) => {
    await client.send(new PublishCommand(input));
  };
}

import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import type { Emulator } from './emulatorServer.ts';

/** Keys of an IAM user of the emulated account, as a shell takes them. */
export type Keys = {
  readonly AWS_ACCESS_KEY_ID: string;
  readonly AWS_SECRET_ACCESS_KEY: string;
};

/** Makes a user who may do what the policy says, and nothing without one. Speaks to IAM itself: no client for it is at hand. */
export async function createUser(
  emulator: Emulator,
  UserName: string,
  policy: string | undefined,
): Promise<Keys> {
  await call(emulator, { Action: 'CreateUser', UserName });
  if (policy !== undefined) {
    const PolicyDocument = policy;
    await call(emulator, { Action: 'PutUserPolicy', UserName, PolicyName: 'p', PolicyDocument });
  }
  const keys = await call(emulator, { Action: 'CreateAccessKey', UserName });
  const field = (name: string) => new RegExp(`<${name}>([^<]+)<`).exec(keys)?.[1] ?? '';
  return {
    AWS_ACCESS_KEY_ID: field('AccessKeyId'),
    AWS_SECRET_ACCESS_KEY: field('SecretAccessKey'),
  };
}

async function call(
  { endpoint, ca }: Emulator,
  parameters: Readonly<Record<string, string>>,
): Promise<string> {
  const body = new URLSearchParams({ Version: '2010-05-08', ...parameters }).toString();
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    // The emulator reads who asks, and does not check the signature.
    authorization:
      'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=0',
  };
  return await new Promise((resolve, reject) => {
    const asked = request(endpoint, { method: 'POST', ca, headers }, (response) => {
      text(response).then(
        (answer) =>
          response.statusCode === 200 ? resolve(answer) : reject(new Error(`IAM: ${answer}`)),
        reject,
      );
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { awsProblemOf } from '../../src/aws/awsErrors.ts';
import { openAws } from '../../src/aws/openAws.ts';
import { listenLocally } from '../fakes/localServer.ts';
import { ACCOUNT } from '../fakes/records.ts';

/** Who asked, by the access key that the request was signed with. */
const askedBy: string[] = [];
const server: Server = createServer((request, response) => {
  askedBy.push(/Credential=(\w+)/.exec(request.headers.authorization ?? '')?.[1] ?? '');
  response
    .writeHead(200, { 'content-type': 'text/xml' })
    .end(
      `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws-cn:iam::${ACCOUNT}:user/alice</Arn><Account>${ACCOUNT}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
    );
});
let folder = '';

beforeAll(async () => {
  await listenLocally(server);
});
afterAll(() => server.close());
beforeEach(() => {
  askedBy.length = 0;
  folder = mkdtempSync(join(tmpdir(), 'loginbell-aws-'));
  for (const name of Object.keys(process.env).filter((one) => one.startsWith('AWS_'))) {
    vi.stubEnv(name, undefined);
  }
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  vi.stubEnv('AWS_ENDPOINT_URL_STS', `http://127.0.0.1:${port}`);
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  vi.stubEnv('AWS_CONFIG_FILE', join(folder, 'config'));
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(folder, 'credentials'));
  const config =
    '[profile one]\nregion = eu-north-1\naws_access_key_id = ONE\naws_secret_access_key = s\n';
  writeFileSync(join(folder, 'config'), config);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const NONE = { region: undefined, profile: undefined };
const region = async (options: object, environment: NodeJS.ProcessEnv) =>
  (await openAws({ ...NONE, ...options }, environment)).region;

describe('AWS on demand', () => {
  it('takes the region from the option, then the environment, then the profile', async () => {
    const both = { AWS_REGION: 'us-east-2', AWS_DEFAULT_REGION: 'us-west-1' };
    expect(await region({ region: 'ap-south-1', profile: 'one' }, both)).toBe('ap-south-1');
    expect(await region({ profile: 'one' }, both)).toBe('us-east-2');
    expect(await region({ profile: 'one' }, { AWS_DEFAULT_REGION: 'us-west-1' })).toBe('us-west-1');
    expect(await region({ profile: 'one' }, {})).toBe('eu-north-1');
  });

  it('says what to do where no region is set, or none that could be one', async () => {
    await expect(region({}, {})).rejects.toMatchObject({
      code: 'bad-config',
      message: expect.stringContaining('add --region'),
    });
    await expect(region({ region: 'evil.example.com/' }, {})).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('no AWS region'),
    });
  });

  it('asks once, as the profile, who it is', async () => {
    const aws = await openAws({ ...NONE, profile: 'one' }, {});
    const place = { accountId: ACCOUNT, partition: 'aws-cn', region: 'eu-north-1' };
    expect([await aws.place(), await aws.place()]).toEqual([place, place]);
    expect(askedBy).toEqual(['ONE']);
    aws.close();
  });

  it('builds each client once a region', async () => {
    const aws = await openAws({ region: 'us-east-1', profile: undefined }, {});
    const [one, same, other] = await Promise.all([aws.sns(), aws.sns(), aws.sns('us-west-2')]);
    expect(one).toBe(same);
    expect(await other.config.region()).toBe('us-west-2');
    aws.close();
  });

  it('explains that there are no credentials, and none in an unknown profile', async () => {
    const without = await openAws({ region: 'us-east-1', profile: undefined }, {});
    const error = await without.place().catch((reason: unknown) => reason);
    expect(awsProblemOf(error)).toMatchObject({ kind: 'no-credentials' });
    const unknown = await openAws({ region: 'us-east-1', profile: 'nobody' }, {});
    const other = await unknown.place().catch((reason: unknown) => reason);
    expect(awsProblemOf(other, 'nobody')?.sentence).toContain('in the profile nobody');
  });
});

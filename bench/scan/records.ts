import type { Random } from './random.ts';

/** What a call says beside who made it; by event name, a made-up example of the shape that AWS documents. */
type Call = {
  readonly eventName: string;
  readonly source: string;
  readonly readOnly: boolean;
  details(random: Random, place: Place): Readonly<Record<string, unknown>>;
};

/** Where and when the records of a file were made. */
export type Place = { readonly accountId: string; readonly region: string; readonly at: number };

const call = (
  eventName: string,
  source: string,
  readOnly: boolean,
  details: Call['details'],
): Call => ({ eventName, source: `${source}.amazonaws.com`, readOnly, details });

const PLAIN: Call['details'] = () => ({ requestParameters: null, responseElements: null });

const arnOf = (service: string, { region, accountId }: Place, rest: string) =>
  `arn:aws:${service}:${region}:${accountId}:${rest}`;

/** The mix: mostly reads by roles and services, as in an account where software does the work. */
const CALLS: readonly (readonly [weight: number, call: Call])[] = [
  [
    170,
    call('AssumeRole', 'sts', true, (random, place) => ({
      requestParameters: {
        roleArn: `arn:aws:iam::${place.accountId}:role/worker-${random.below(40)}`,
        roleSessionName: `session-${random.hex(16)}`,
        durationSeconds: 3600,
      },
      responseElements: {
        credentials: {
          accessKeyId: `ASIA${random.hex(16).toUpperCase()}`,
          sessionToken: random.hex(180),
          expiration: 'Mar 2, 2026, 10:04:05 AM',
        },
      },
      resources: [
        {
          accountId: place.accountId,
          type: 'AWS::IAM::Role',
          ARN: `arn:aws:iam::${place.accountId}:role/worker-${random.below(40)}`,
        },
      ],
    })),
  ],
  [
    130,
    call('Decrypt', 'kms', true, (random, place) => ({
      requestParameters: {
        encryptionContext: { 'aws:s3:arn': `arn:aws:s3:::data-${random.below(20)}` },
        encryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      },
      responseElements: null,
      resources: [
        {
          accountId: place.accountId,
          type: 'AWS::KMS::Key',
          ARN: arnOf('kms', place, `key/${random.uuid()}`),
        },
      ],
    })),
  ],
  [
    120,
    call('DescribeInstances', 'ec2', true, (random) => ({
      requestParameters: {
        maxResults: 1000,
        instancesSet: { items: [{ instanceId: `i-0${random.hex(16)}` }] },
        filterSet: { items: [{ name: 'tag:env', valueSet: { items: [{ value: 'live' }] } }] },
      },
      responseElements: null,
    })),
  ],
  [90, call('GetCallerIdentity', 'sts', true, PLAIN)],
  [80, call('ListBuckets', 's3', true, PLAIN)],
  [
    80,
    call('DescribeLogStreams', 'logs', true, (random) => ({
      requestParameters: { logGroupName: `/aws/lambda/job-${random.below(300)}`, limit: 50 },
      responseElements: null,
    })),
  ],
  [
    70,
    call('CreateLogStream', 'logs', false, (random) => ({
      requestParameters: {
        logGroupName: `/aws/lambda/job-${random.below(300)}`,
        logStreamName: `2026/03/02/[$LATEST]${random.hex(32)}`,
      },
      responseElements: null,
    })),
  ],
  [
    60,
    call('GenerateDataKey', 'kms', true, (random, place) => ({
      requestParameters: { keySpec: 'AES_256', keyId: arnOf('kms', place, `key/${random.uuid()}`) },
      responseElements: null,
    })),
  ],
  [
    50,
    call('GetParameters', 'ssm', true, (random) => ({
      requestParameters: { names: [`/app/${random.below(90)}/url`], withDecryption: true },
      responseElements: null,
    })),
  ],
  [50, call('GetBucketAcl', 's3', true, (random) => bucket(random))],
  [
    40,
    call('DescribeVolumes', 'ec2', true, (random) => ({
      requestParameters: { volumeSet: { items: [{ volumeId: `vol-0${random.hex(16)}` }] } },
      responseElements: null,
      errorCode: 'Client.RequestLimitExceeded',
      errorMessage: 'Request limit exceeded.',
    })),
  ],
  [
    20,
    call('PutRolePolicy', 'iam', false, (random) => ({
      requestParameters: {
        roleName: `worker-${random.below(40)}`,
        policyName: 'inline',
        policyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: ['s3:Get*', 's3:List*'], Resource: '*' }],
        }),
      },
      responseElements: null,
    })),
  ],
  [10, call('LookupEvents', 'cloudtrail', true, PLAIN)],
];

function bucket(random: Random) {
  return {
    requestParameters: {
      bucketName: `data-${random.below(20)}`,
      Host: `data-${random.below(20)}.s3.amazonaws.com`,
      acl: '',
    },
    responseElements: null,
    additionalEventData: {
      SignatureVersion: 'SigV4',
      CipherSuite: 'TLS_AES_128_GCM_SHA256',
      bytesTransferredIn: 0,
      AuthenticationMethod: 'AuthHeader',
      'x-amz-id-2': random.hex(76),
      bytesTransferredOut: 480,
    },
  };
}

const AGENTS = [
  'aws-sdk-go-v2/1.30.3 os/linux lang/go#1.22.5 md/GOOS#linux md/GOARCH#amd64 api/ec2#1.173.0',
  'Boto3/1.34.11 md/Botocore#1.34.11 ua/2.0 os/linux#5.10.220 md/arch#x86_64 lang/python#3.11.6 md/pyimpl#CPython cfg/retry-mode#standard Botocore/1.34.11',
  'APN/1.0 HashiCorp/1.0 Terraform/1.8.5 (+https://www.terraform.io) terraform-provider-aws/5.54.1 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go/1.53.21 (go1.22.4; linux; amd64)',
  'aws-cli/2.17.0 md/awscrt#0.20.11 ua/2.0 os/macos#23.5.0 md/arch#arm64 lang/python#3.11.9 cfg/retry-mode#standard md/installer#exe md/command#ec2.describe-instances',
];

/** A record of the mix as text, about 1.5 KB, in the order of members that CloudTrail writes. */
export function ordinaryRecord(random: Random, place: Place): string {
  const { eventName, source, readOnly, details } = random.weighted(CALLS);
  const { errorCode, errorMessage, requestParameters, responseElements, ...rest } = details(
    random,
    place,
  );
  return JSON.stringify({
    eventVersion: '1.11',
    userIdentity: caller(random, place),
    eventTime: timeOf(place),
    eventSource: source,
    eventName,
    awsRegion: place.region,
    sourceIPAddress: `198.51.100.${random.below(250)}`,
    userAgent: AGENTS[random.below(AGENTS.length)],
    errorCode,
    errorMessage,
    requestParameters,
    responseElements,
    ...rest,
    requestID: random.uuid(),
    eventID: random.uuid(),
    readOnly,
    eventType: 'AwsApiCall',
    ...endOfRecord(place, source.replace('.amazonaws', `.${place.region}.amazonaws`)),
  });
}

function caller(random: Random, { accountId, at }: Place) {
  const role = `worker-${random.below(40)}`;
  const session = `i-0${random.hex(16)}`;
  const id = `AROA${random.hex(17).toUpperCase()}`;
  return {
    type: 'AssumedRole',
    principalId: `${id}:${session}`,
    arn: `arn:aws:sts::${accountId}:assumed-role/${role}/${session}`,
    accountId,
    accessKeyId: `ASIA${random.hex(16).toUpperCase()}`,
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: id,
        arn: `arn:aws:iam::${accountId}:role/${role}`,
        accountId,
        userName: role,
      },
      attributes: {
        creationDate: `${new Date(at).toISOString().slice(0, 13)}:00:00Z`,
        mfaAuthenticated: 'false',
      },
      ec2RoleDelivery: '2.0',
    },
    inScopeOf: { issuerType: 'AWS::EC2::Instance', credentialsIssuedTo: session },
  };
}

/** A console sign-in of one of 60 people, one in eight failed. */
export function signInRecord(random: Random, place: Place): string {
  const userName = `person-${random.below(60)}`;
  const failed = random.below(8) === 0;
  return JSON.stringify({
    eventVersion: '1.11',
    userIdentity: {
      type: 'IAMUser',
      principalId: `AIDA${random.hex(17).toUpperCase()}`,
      arn: `arn:aws:iam::${place.accountId}:user/${userName}`,
      accountId: place.accountId,
      userName,
    },
    eventTime: timeOf(place),
    eventSource: 'signin.amazonaws.com',
    eventName: 'ConsoleLogin',
    awsRegion: place.region,
    sourceIPAddress: `203.0.113.${random.below(40)}`,
    userAgent:
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
    ...(failed ? { errorMessage: 'Failed authentication' } : {}),
    requestParameters: null,
    responseElements: { ConsoleLogin: failed ? 'Failure' : 'Success' },
    additionalEventData: {
      LoginTo: 'https://console.aws.amazon.com/console/home?state=hashArgs%23&isauthcode=true',
      MobileVersion: 'No',
      MFAUsed: failed ? 'No' : 'Yes',
    },
    eventID: random.uuid(),
    readOnly: false,
    eventType: 'AwsConsoleSignIn',
    ...endOfRecord(place, 'signin.aws.amazon.com'),
  });
}

function endOfRecord({ accountId }: Place, host: string) {
  return {
    managementEvent: true,
    recipientAccountId: accountId,
    eventCategory: 'Management',
    tlsDetails: {
      tlsVersion: 'TLSv1.3',
      cipherSuite: 'TLS_AES_128_GCM_SHA256',
      clientProvidedHostHeader: host,
    },
  };
}

function timeOf({ at }: Place): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

import { createHash } from 'node:crypto';
import { consoleLogin, FAILED, type RecordFields } from '../fakes/records.ts';

/**
 * Records whose every field that somebody outside could choose holds the text: those of an IAM user, a
 * failed one, a role session, a person of Identity Center, a role switch, an attempt on the trail.
 */
export function victimsOf(text: string, seed: string): readonly RecordFields[] {
  const account = accountFor(seed);
  const everywhere = {
    recipientAccountId: account,
    eventTime: `${new Date(Date.now() - 300_000).toISOString().slice(0, 19)}Z`,
    userAgent: text,
    sourceIPAddress: text,
    awsRegion: text,
    errorMessage: text,
    additionalEventData: {
      MFAUsed: 'No',
      UserName: text,
      CredentialType: text,
      SwitchFrom: text,
      SwitchTo: `arn:aws:iam::${account}:role/${text}`,
      LoginTo: text,
    },
  };
  const user = (userName: string) => ({
    type: 'IAMUser',
    principalId: text,
    arn: `arn:aws:iam::${account}:user/${userName}`,
    accountId: account,
    userName,
  });
  const session = {
    type: 'AssumedRole',
    principalId: `AROA:${text}`,
    arn: `arn:aws:sts::${account}:assumed-role/${text}/${text}`,
    accountId: account,
    sessionContext: { sessionIssuer: { type: 'Role', userName: text } },
  };
  const person = {
    type: 'IdentityCenterUser',
    accountId: account,
    onBehalfOf: { userId: text, identityStoreArn: text },
  };
  const victims: readonly RecordFields[] = [
    { userIdentity: user(text) },
    { ...FAILED, userIdentity: user(text), errorMessage: text },
    { userIdentity: session },
    {
      userIdentity: person,
      eventName: 'UserAuthentication',
      responseElements: null,
      serviceEventDetails: { UserAuthentication: 'Success' },
    },
    {
      userIdentity: user('alice'),
      eventName: 'SwitchRole',
      responseElements: { SwitchRole: text },
    },
    {
      userIdentity: { ...user(text), accountId: text },
      recipientAccountId: text,
      eventName: 'StopLogging',
      eventSource: text,
      eventType: 'AwsApiCall',
      eventID: text,
      errorCode: text,
      responseElements: null,
      requestParameters: { name: text },
    },
    { userIdentity: text, responseElements: text },
  ];
  return victims.map((fields, i) => consoleLogin(`${seed}/${i}`, { ...everywhere, ...fields }));
}

/** An account of its own for each attack, so that none counts the failures of another. */
function accountFor(seed: string): string {
  const number = createHash('sha256').update(seed).digest().readUIntBE(0, 5);
  return String(number).padStart(12, '9').slice(-12);
}

import { optionalText, textAt } from './fields.ts';
import type { EventKind, Outcome, Who } from './signIn.ts';

const HIDDEN_USER = 'HIDDEN_DUE_TO_SECURITY_REASONS';
const SSO_ROLE = /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/i;

/** Who the record's `userIdentity` names, and the stable principal of that person. */
export type Identity = {
  readonly who: Who;
  readonly principal: string;
  readonly identityType: string;
  readonly userName?: string;
};

/**
 * Reads who signed in. `type` decides, and where it is missing or unknown, what the other fields show.
 * The principal is `ACCOUNT:kind/name…`: built from names rather than `principalId`, because a failed
 * sign-in has no ARN and role sessions have no user name; each part is percent-encoded, so that no
 * choice of names makes two people one.
 */
export function identityOf(
  record: unknown,
  accountId: string,
  { kind, outcome }: { readonly kind: EventKind; readonly outcome: Outcome },
): Identity {
  const text = (...path: readonly string[]) => textAt(record, ['userIdentity', ...path]);
  const type = typeOf(text('type'), text('arn'));
  const name = text('userName');
  const principal = (...parts: readonly string[]) =>
    `${encodePart(accountId)}:${parts.map(encodePart).join('/')}`;
  const identity = (who: Who, ...parts: readonly string[]): Identity => ({
    who,
    principal: principal(...parts),
    identityType: type,
    ...(type === 'Root' ? { userName: 'Root' } : {}),
    ...(type === 'IAMUser' ? optionalText('userName', name) : {}),
  });

  if (type === 'Root') return identity({ kind: 'root' }, 'root');
  // An IAM user may be called that: hidden is only who failed and left no other trace.
  const hasTrace = text('arn') !== '' || text('principalId') !== '';
  if (name === HIDDEN_USER && outcome === 'failure' && !hasTrace)
    return identity({ kind: 'hidden-user' }, 'hidden-user');
  if (type === 'IAMUser') {
    const user = name || lastPart(text('arn'));
    if (user !== '') return identity({ kind: 'iam-user', name: user }, 'user', user);
  }
  const role = roleSession(text);
  if (role !== undefined) return identity(role, 'role', role.role, role.session);
  if (kind === 'workspaces') {
    const user = name || textAt(record, ['additionalEventData', 'UserName']);
    if (user !== '') return identity({ kind, name: user }, kind, user);
  }
  const person = identityCenter(record, text('type'), name);
  if (person !== undefined) {
    const store = lastPart(text('onBehalfOf', 'identityStoreArn'));
    return person.userId !== undefined
      ? identity(person, 'identity-center', store, person.userId)
      : identity(person, 'identity-center-name', person.name ?? '');
  }
  const service = text('invokedBy');
  if (type === 'AWSService' || (name === '' && service !== '')) {
    return identity({ kind: 'service', name: service || type }, 'service', service);
  }
  const federated = name || afterColon(text('principalId'));
  if (/^(FederatedUser|SAMLUser|WebIdentityUser)$/.test(type) && federated !== '') {
    return identity({ kind: 'federated', name: federated }, type, federated);
  }
  const principalId = text('principalId');
  const unknown = name || text('arn') || (principalId === accountId ? '' : principalId);
  return identity({ kind: 'unknown', ...optionalText('name', unknown) }, 'unknown', type, unknown);
}

/** The type as AWS spells it; one that is no single word is `Unknown`, a nameless root ARN is root. */
function typeOf(type: string, arn: string): string {
  if (/^[A-Za-z]{1,32}$/.test(type)) return type;
  return arn.endsWith(':root') ? 'Root' : 'Unknown';
}

function roleSession(text: (...path: readonly string[]) => string) {
  const arn = /:assumed-role\/(.+)\/([^/]+)$/.exec(text('arn'));
  const isRole = text('type') === 'AssumedRole' || text('type') === 'Role' || arn !== null;
  if (!isRole) return undefined;
  const role = text('sessionContext', 'sessionIssuer', 'userName') || arn?.[1] || '';
  const session = arn?.[2] ?? afterColon(text('principalId'));
  if (role === '' && session === '') return undefined;
  const permissionSet = SSO_ROLE.exec(role)?.[1];
  return {
    kind: 'role-session' as const,
    session,
    role,
    ...optionalText('permissionSet', permissionSet),
  };
}

function identityCenter(record: unknown, type: string, name: string) {
  const userId = textAt(record, ['userIdentity', 'onBehalfOf', 'userId']);
  const shown = name || textAt(record, ['additionalEventData', 'UserName']);
  const isPerson = type === 'IdentityCenterUser' || userId !== '' || (type === 'Unknown' && shown);
  if (!isPerson || (userId === '' && shown === '')) return undefined;
  return {
    kind: 'identity-center' as const,
    ...optionalText('name', shown),
    ...optionalText('userId', userId),
  };
}

function lastPart(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

function afterColon(principalId: string): string {
  return principalId.includes(':') ? principalId.slice(principalId.indexOf(':') + 1) : '';
}

function encodePart(part: string): string {
  return part.replace(/[%:/|]/g, encodeURIComponent);
}

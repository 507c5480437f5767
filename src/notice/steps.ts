import type { SignIn, Who } from '../signin/signIn.ts';
import { isTest } from '../signin/testSignIn.ts';
import { nameParts } from './displayName.ts';
import type { Telling } from './notice.ts';
import type { Step, Wording } from './phrases.ts';
import { isAgentGrant, isRefusedByPolicy, spreadTally } from './status.ts';
import { fill } from './wording.ts';

/** How to take somebody's access away, by what they are. */
const STOP: Readonly<Partial<Record<Who['kind'], readonly Step[]>>> = {
  root: ['reset', 'mailbox'],
  'iam-user': ['denyUser', 'reset'],
  'role-session': ['revokeRole', 'stopSource'],
  'identity-center': ['stopPerson', 'reset'],
  federated: ['stopSource'],
  workspaces: ['stopDirectory'],
};

/** What to do where somebody guesses at many. */
const FLOOD: readonly Step[] = ['floodSuccess', 'floodBlock'];

/** What to do if it was not expected: two or three steps that fit who it was and what happened. */
export function stepsOf(telling: Telling, words: Wording): string[] {
  const { signIn } = telling;
  const parts = nameParts(signIn.who);
  const name =
    signIn.who.kind === 'root' || signIn.kind === 'recovery' ? words.rootUser : parts.name;
  const keys = spreadTally(telling) === undefined ? stepKeys(signIn) : FLOOD;
  return keys.map((step) => fill(words.steps[step], { ...parts, name }));
}

function stepKeys(signIn: SignIn): readonly Step[] {
  const { who, kind, outcome } = signIn;
  if (isTest(signIn)) return ['ask'];
  const isSso = who.kind === 'role-session' && who.permissionSet !== undefined;
  const isUnnamed = who.kind === 'role-session' && who.session === '';
  const stop: readonly Step[] = isSso
    ? ['stopPerson', 'denySet']
    : isUnnamed
      ? ['revokeRole']
      : (STOP[who.kind] ?? ['open']);
  if (kind === 'assume-root') return ['ask', ...stop.slice(0, 1), 'closeRoot'];
  if (kind === 'access-change') return ['restoreAccess', 'ask', ...stop.slice(0, 1), 'check'];
  if (isRefusedByPolicy(signIn)) return ['resetKnown', 'ask', 'watch'];
  if (isAgentGrant(signIn)) return ['ask', 'revokeGrant', ...stop.slice(0, 1), 'check'];
  if (kind === 'recovery') return ['mailbox', 'reset', 'support'];
  if (kind === 'tampering') return ['restore', 'ask', ...stop.slice(0, 1), 'check'];
  if (kind === 'cli-login' && outcome !== 'failure') return ['ask', ...stop, 'check'];
  if (signIn.enrolled !== undefined && outcome !== 'failure') {
    return ['ask', 'removeDevice', ...stop.slice(0, 1), 'check'];
  }
  if (outcome !== 'failure') return [...stop, 'check'];
  if (who.kind === 'hidden-user') return ['noHurry', 'watch'];
  return who.kind === 'root' ? ['protect', 'mailbox'] : ['ask', 'protect', 'watch'];
}

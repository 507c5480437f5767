import type { Telling } from '../notice/notice.ts';
import { actOf } from '../signin/acts.ts';
import type { SignIn } from '../signin/signIn.ts';
import type { ToldAct } from './ports.ts';
import type { Run } from './run.ts';

/** The act that a sign-in is part of; none where only console sign-ins are watched, for those have nothing to fold into. */
export function actIn({ settings }: Run, signIn: SignIn): string | undefined {
  return settings.watch.events === 'ConsoleLogin' ? undefined : actOf(signIn);
}

/** What a notice of this will have told of its act. */
export function toldActOf({ settings: { way } }: Run, { signIn, marks }: Telling): ToldAct {
  const { eventId, eventName, occurredAt } = signIn;
  const isNewAddress = marks?.address === true;
  return { eventId, eventName, occurredAt, isNewAddress, ...(way === undefined ? {} : { way }) };
}

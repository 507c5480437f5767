import type { Telling } from '../notice/notice.ts';
import type { ToldAct } from './ports.ts';

/** What a notice of this will have told of its act. */
export function toldActOf({ signIn, marks }: Telling): ToldAct {
  const { eventId, eventName, occurredAt } = signIn;
  return { eventId, eventName, occurredAt, isNewAddress: marks?.address === true };
}

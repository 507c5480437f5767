import type { Clock } from '../bell/ports.ts';
import { ROW_KEYS } from '../journal/rowKeys.ts';
import { listeningIn } from '../safetyNet/listening.ts';
import type { LetterMemory } from '../safetyNet/memory.ts';
import { textAt } from '../signin/fields.ts';
import { parseJson } from '../signin/parseJson.ts';
import { answered, type DynamoDbRows, passedOrForged } from './dynamoDbRows.ts';

const LETTER = ROW_KEYS.letter;
const LISTENING = ROW_KEYS.listening;
/** No honest lease reaches further ahead. */
const LONGEST_LEASE = 10 * 60_000;

/**
 * What the weekly letter remembers, as two rows of their own in the journal's table. They never expire. What says that it was
 * told in the future counts as absent: whoever can write it must not silence the letter.
 */
export function createLetterMemory(rows: DynamoDbRows, clock: Clock): LetterMemory {
  return {
    loadTold: async () => {
      const { told } = await answered(rows.load(LETTER));
      return typeof told === 'number' && told <= clock.now() ? told : undefined;
    },
    claim: async (due, { token, until }) => {
      const isFree = passedOrForged('leaseUntil', clock.now(), LONGEST_LEASE);
      const { done } = await answered(
        rows.update({
          eventID: LETTER,
          set: 'SET leaseToken = :token, leaseUntil = :until',
          where: `(attribute_not_exists(told) OR told < :due OR told > :now OR NOT attribute_type(told, :number)) AND (${isFree.where})`,
          values: { ...isFree.values, ':token': token, ':until': until, ':due': due },
        }),
      );
      return done;
    },
    settle: async (due, { token }) => {
      await answered(
        rows.update({
          eventID: LETTER,
          set: 'SET told = :due REMOVE leaseToken, leaseUntil',
          where: 'leaseToken = :token',
          values: { ':due': due, ':token': token },
        }),
      );
    },
    loadListening: async () => {
      const row = await answered(rows.load(LISTENING));
      return listeningIn(parseJson(textAt(row, ['details'], 32_768)), clock.now());
    },
    saveListening: async (listening) => {
      const values = { ':details': JSON.stringify(listening) };
      await answered(rows.update({ eventID: LISTENING, set: 'SET details = :details', values }));
    },
  };
}

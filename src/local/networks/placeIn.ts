import { countryCode } from '../../place/parseCountry.ts';
import type { Place } from '../../place/place.ts';
import { fieldAt, textAt } from '../../signin/fields.ts';

/** Where vendors put the code of the country in which an address is: MaxMind and DB-IP, IPinfo, plain tables. */
const LOCATED = [['country', 'iso_code'], ['country_code'], ['country']];
/** And of the one in which its block is registered. */
const REGISTERED = [['registered_country', 'iso_code'], ['registered_country_code']];
const NUMBERS = [['autonomous_system_number'], ['traits', 'autonomous_system_number'], ['asn']];
const ORGANIZATIONS = [
  ['autonomous_system_organization'],
  ['traits', 'autonomous_system_organization'],
  ['as_name'],
  ['organization'],
  ['isp'],
];

/** The largest number of a network: https://www.rfc-editor.org/rfc/rfc6793 */
const LARGEST = 2 ** 32 - 1;

/**
 * What a record of an MMDB file says of a place, by whichever vendor's names; empty where it says nothing that we read.
 * Records are a third party's data: texts are cleaned, and what is no code or number is passed over.
 */
export function placeIn(record: unknown): Place {
  const codeAt = (paths: readonly (readonly string[])[]) =>
    first(paths, (path) => countryCode(textAt(record, path)));
  const located = codeAt(LOCATED);
  const country = located ?? codeAt(REGISTERED);
  const asn = first(NUMBERS, (path) => asnOf(fieldAt(record, ...path)));
  const organization = first(ORGANIZATIONS, (path) => textAt(record, path, 128) || undefined);
  return {
    ...(country === undefined
      ? {}
      : { country, basis: located === undefined ? 'registration' : 'location' }),
    ...(asn === undefined ? {} : { asn }),
    ...(organization === undefined ? {} : { organization }),
  };
}

function first<From, To>(all: readonly From[], read: (one: From) => To | undefined) {
  for (const one of all) {
    const found = read(one);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `64500`, or `AS64500` as IPinfo writes it; 0 is no network. */
function asnOf(value: unknown): number | undefined {
  const [, digits] = /^(?:AS)?(\d{1,10})$/.exec(String(value)) ?? [];
  const asn = Number(digits);
  return asn >= 1 && asn <= LARGEST ? asn : undefined;
}

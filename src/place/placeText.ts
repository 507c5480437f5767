import type { Language } from '../notice/notice.ts';
import { safe } from '../notice/safe.ts';
import type { Place } from './place.ts';

type PlaceWords = {
  /** Between country and network, and what stands around both behind an address. */
  readonly separator: string;
  readonly registered: (country: string) => string;
};

const WORDS: Readonly<Record<Language, PlaceWords>> = {
  en: { separator: ', ', registered: (country) => `registered in ${country}` },
  ja: { separator: '・', registered: (country) => `${country}に登録` },
};

/** A name longer than that says no more. */
const LONGEST_NAME = 60;

const names = new Map<Language, Intl.DisplayNames>();

/** The country, as the language calls it, or that it is only where the address is registered; `''` where none is known. */
export function countryText(place: Place | undefined, language: Language): string {
  if (place?.country === undefined) return '';
  const known = names.get(language) ?? new Intl.DisplayNames(language, { type: 'region' });
  names.set(language, known);
  const name = known.of(place.country) ?? place.country;
  return place.basis === 'registration' ? WORDS[language].registered(name) : name;
}

/** `AS64500 Example Net`; `''` where none is known. Sanitised. */
export function networkText(place: Place | undefined): string {
  const { asn, organization = '' } = place ?? {};
  return [asn === undefined ? '' : `AS${asn}`, safe(organization, LONGEST_NAME)]
    .filter(Boolean)
    .join(' ');
}

/** What stands behind an address in a notice: ` (Switzerland, AS64500 Example Net)`; `''` where nothing is known. Sanitised. */
export function placeText(place: Place | undefined, language: Language): string {
  const parts = [countryText(place, language), networkText(place)].filter(Boolean);
  return parts.length === 0 ? '' : ` (${parts.join(WORDS[language].separator)})`;
}

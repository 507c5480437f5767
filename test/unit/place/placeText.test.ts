import { describe, expect, it } from 'vitest';
import { parseCountry } from '../../../src/place/parseCountry.ts';
import { countryText, networkText, placeText } from '../../../src/place/placeText.ts';

const NETWORK = { asn: 64500, organization: 'Example Net' };

describe('a place', () => {
  it('is named in the language of the reader', () => {
    const place = { country: 'CH', basis: 'location', ...NETWORK } as const;
    expect(placeText(place, 'en')).toBe(' (Switzerland, AS64500 Example Net)');
    expect(placeText(place, 'ja')).toBe(' (スイス・AS64500 Example Net)');
  });

  it('is said to be registered only, where no more is known', () => {
    const place = { country: 'JP', basis: 'registration' } as const;
    expect(countryText(place, 'en')).toBe('registered in Japan');
    expect(countryText(place, 'ja')).toBe('日本に登録');
  });

  it('is left out where nothing is known', () => {
    expect(placeText(undefined, 'en')).toBe('');
    expect(placeText({}, 'ja')).toBe('');
  });

  it('makes nothing clickable, whatever the file calls a network', () => {
    const text = networkText({ organization: 'https://evil.example.com/x' });
    expect(text).not.toContain('://');
    expect(text).not.toContain('evil.example.com');
  });
});

describe('a country that is asked for', () => {
  it.each([
    ['CH', 'CH'],
    ['jp', 'JP'],
    ['UK', 'GB'],
  ])('is its code: %s', (text, code) => {
    expect(parseCountry(text)).toBe(code);
  });

  it.each(['', 'Switzerland', 'ZZ', 'QQ', 'C', '12'])(
    'is refused as %j, with what to write',
    (text) => {
      expect(() => parseCountry(text)).toThrow(/is no country; use codes of two letters/);
    },
  );
});

/** A country's code of ISO 3166, in any case of letters; `UK` is `GB`. Throws an Error that says what would be right. */
export function parseCountry(text: string): string {
  const code = countryCode(text);
  if (code !== undefined) return code;
  throw new Error(
    `${JSON.stringify(text.slice(0, 40))} is no country; use codes of two letters (ISO 3166) such as CH,JP`,
  );
}

/** The same, or `undefined` for what is none. */
export function countryCode(text: string): string | undefined {
  if (!/^[A-Za-z]{2}$/.test(text)) return undefined;
  // Old codes have a newer one; those that nobody uses (AA, ZZ, XX) have no name.
  const code = new Intl.Locale(`und-${text.toUpperCase()}`).region ?? '';
  if (code === 'ZZ' || !/^[A-Z]{2}$/.test(code)) return undefined;
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  return names.of(code) === undefined ? undefined : code;
}

/** The language that the environment asks for; English unless it is Japanese. */
export function systemLanguage(environment: NodeJS.ProcessEnv, locale: string): 'ja' | 'en' {
  const chosen =
    environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || locale;
  return /^ja\b|^ja_/i.test(chosen) ? 'ja' : 'en';
}

import type { Language, NoticeSettings } from './notice.ts';
import type { Phrasebook, Wording } from './phrases.ts';
import { en } from './wording.en.ts';
import { ja } from './wording.ja.ts';

/** The words of a language. */
export function wordsOf(language: Language): Wording {
  return language === 'ja' ? ja : en;
}

/** The words and the settings together. */
export function voiceOf(settings: NoticeSettings): Phrasebook {
  return { ...wordsOf(settings.language), ...settings };
}

/**
 * Puts values into `{name}` places; values are not looked into again. Japanese sets no space between a
 * Japanese name and the particle after it.
 */
export function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template
    .replace(/\{(\w+)\}/g, (_, key: string) => String(values[key]))
    .replace(/(?<=[ァ-龠]) (?=[がでのに])/g, '');
}

/** What a table itself holds under a key from outside; never what every object inherits. */
export function own(table: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

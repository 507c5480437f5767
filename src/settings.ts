import { LoginbellError, reasonOf } from './errors.ts';
import type { Language } from './notice/notice.ts';
import { EVENTS_SETTINGS, type EventsSetting } from './signin/events.ts';

/** A setting as text, and how people know it: `--time-zone`, `TIME_ZONE`, `"timeZone" in loginbell.json`. */
export type RawSetting = { readonly text: string; readonly name: string };

/** Takes settings one by one, remembers every problem, and reports them together. */
export type SettingsReader = {
  /** The parsed setting, or the fallback where it is missing or blank. */
  take<T>(key: string, parse: (text: string) => T, fallback: T): T;
  /** Adds a problem that was found elsewhere. */
  reject(problem: string): void;
  /** Throws one `bad-config` error that lists all problems, if there was any. */
  finish(): void;
};

/** `parse` functions throw an Error whose message says what is wrong and what would be right. */
export function readSettings(find: (key: string) => RawSetting | undefined): SettingsReader {
  const problems: string[] = [];
  return {
    take: (key, parse, fallback) => {
      const found = find(key);
      if (found === undefined || found.text.trim() === '') return fallback;
      try {
        return parse(found.text.trim());
      } catch (error) {
        problems.push(`${found.name}: ${reasonOf(error)}`);
        return fallback;
      }
    },
    reject: (problem) => {
      problems.push(problem);
    },
    finish: () => {
      if (problems.length > 0) throw new LoginbellError('bad-config', problems.join('\n'));
    },
  };
}

export function parseLanguage(text: string): Language {
  if (text === 'ja' || text === 'en') return text;
  throw new Error(`unknown language ${quote(text)}; choose ja or en`);
}

/** An IANA time zone that this runtime knows. */
export function parseTimeZone(text: string): string {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: text }).resolvedOptions().timeZone && text;
  } catch {
    throw new Error(`unknown time zone ${quote(text)}; use an IANA name such as Asia/Tokyo or UTC`);
  }
}

export function parseEvents(text: string): EventsSetting {
  const events = EVENTS_SETTINGS.find((known) => known === text);
  if (events !== undefined) return events;
  throw new Error(`unknown setting ${quote(text)}; choose ${EVENTS_SETTINGS.join(', ')}`);
}

/** Whole days, 1 to 36500. */
export function parseRetentionDays(text: string): number {
  const days = Number(text);
  if (/^\d+$/.test(text) && days >= 1 && days <= 36_500) return days;
  throw new Error(`${quote(text)} is no number of days; use a whole number from 1 to 36500`);
}

/** `123456789012=production,210987654321=sandbox`. */
export function parseAccountNames(text: string): Readonly<Record<string, string>> {
  const pairs = text.split(',').map((pair): [string, string] => {
    const match = /^\s*(\d{12})\s*=\s*(.{1,64}?)\s*$/u.exec(pair);
    if (match === null) {
      throw new Error(`${quote(pair)} is no account name; write 123456789012=production,…`);
    }
    return [match[1] ?? '', match[2] ?? ''];
  });
  return Object.fromEntries(pairs);
}

/** Names separated by commas; blanks are dropped. */
export function parseList(text: string): readonly string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}

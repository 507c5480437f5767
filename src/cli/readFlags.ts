import { readSettings, type SettingsReader } from '../settings.ts';

/**
 * Takes options of the command line one by one; problems are reported together, by flag. One that was given several times
 * has a line for each.
 */
export function readFlags(options: Readonly<Record<string, unknown>>): SettingsReader {
  return readSettings((key) => {
    const value = options[key];
    if (value === undefined) return undefined;
    return { text: Array.isArray(value) ? value.join('\n') : String(value), name: flagOf(key) };
  });
}

/** `--dry-run` of `dryRun`. */
export function flagOf(key: string): string {
  return `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

import { readSettings, type SettingsReader } from '../settings.ts';

/** Takes options of the command line one by one; problems are reported together, by flag. */
export function readFlags(options: Readonly<Record<string, unknown>>): SettingsReader {
  return readSettings((key) => {
    const value = options[key];
    return value === undefined ? undefined : { text: String(value), name: `--${key}` };
  });
}

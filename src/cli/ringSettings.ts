import type { RingSettings } from '../bell/bell.ts';
import { LOCAL_LEASE } from './localBell.ts';
import type { LocalSettings } from './localSettings.ts';

/** How one machine rings; `--no-notify` stores without telling. */
export function ringSettings(
  settings: LocalSettings,
  options: Readonly<Record<string, unknown>>,
): RingSettings {
  return {
    notice: settings.notice,
    watch: { events: settings.events, ownResources: [] },
    quiet: settings.quiet,
    leaseMs: LOCAL_LEASE,
    concurrency: 8,
    mute: options['notify'] === false,
  };
}

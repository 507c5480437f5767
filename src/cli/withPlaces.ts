import type { PlaceOf } from '../place/place.ts';
import { placeText } from '../place/placeText.ts';
import type { LocalSettings } from './localSettings.ts';
import { shown, type Terminal } from './terminal.ts';

/** Settings with what `networks` says of addresses; `placeOf` is absent where no file is named. */
export type PlacedSettings = LocalSettings & { readonly placeOf?: PlaceOf };

/** Opens the files of `networks`, if any are named. Rejects with `bad-input` for one that cannot be used. */
export async function withPlaces(
  settings: LocalSettings,
  { err }: Pick<Terminal, 'err'>,
): Promise<PlacedSettings> {
  const { networks, notice } = settings;
  if (networks.length === 0) return settings;
  const { openNetworks } = await import('../local/networks/openNetworks.ts');
  const placeOf = openNetworks(networks, (problem) => err(shown(problem, 400)));
  const describeAddress = (address: string) => placeText(placeOf(address), notice.language);
  return { ...settings, placeOf, notice: { ...notice, describeAddress } };
}

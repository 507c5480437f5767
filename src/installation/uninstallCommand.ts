import { installationWords } from './installationWords.ts';
import type { AwsPlace, ResourceNames } from './resourceNames.ts';

/** The command that takes an installation away. */
export function uninstallCommand(names: ResourceNames, { region }: AwsPlace): string {
  return `loginbell uninstall${installationWords(names, region)}`;
}

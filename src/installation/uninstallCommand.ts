import type { AwsPlace, ResourceNames } from './resourceNames.ts';

/** The command that takes an installation away. */
export function uninstallCommand({ suffix, stack }: ResourceNames, { region }: AwsPlace): string {
  return `loginbell uninstall --region ${region}${stack === 'loginbell' ? '' : ` --suffix ${suffix}`}`;
}

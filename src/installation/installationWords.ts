import type { ResourceNames } from './resourceNames.ts';

/** What names an installation on a command line: ` --region us-east-1 --suffix bell01`; what is the usual is left out. */
export function installationWords(
  { stack, suffix }: ResourceNames,
  region: string | undefined,
): string {
  const inRegion = region === undefined ? '' : ` --region ${region}`;
  return stack === 'loginbell' ? inRegion : `${inRegion} --suffix ${suffix}`;
}

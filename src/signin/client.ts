/** A browser or program, and the system it ran on. */
export type Client = {
  /** Without versions, so that an update is not a new client: `Chrome / Windows`. */
  readonly label: string;
  /** With the major version, for reading: `Chrome 141 / Windows`. */
  readonly text: string;
};

/** First match wins: what imitates others stands before what it imitates. */
const PROGRAMS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\bEdg(?:e|A|iOS)?\/(\d+)/, 'Edge'],
  [/\bOPR\/(\d+)/, 'Opera'],
  [/\bVivaldi\/(\d+)/, 'Vivaldi'],
  [/\bSamsungBrowser\/(\d+)/, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\/(\d+)/, 'Firefox'],
  [/\bHeadlessChrome\/(\d+)/, 'Headless Chrome'],
  [/\b(?:Chrome|CriOS)\/(\d+)/, 'Chrome'],
  [/\bVersion\/(\d+)[\d.]* (?:Mobile\/\w+ )?Safari\//, 'Safari'],
  [/\bMSIE (\d+)|\bTrident\/.*rv:(\d+)/, 'Internet Explorer'],
  [/\baws-cli\/(\d+)/, 'AWS CLI'],
  [/\bTerraform\/(\d+)/, 'Terraform'],
  [/\b(?:Boto3|Botocore)\/(\d+)/i, 'Boto3'],
  [/\baws-sdk-[\w-]+\/(\d+)/, 'AWS SDK'],
  [/\bpython-requests\/(\d+)/, 'Python'],
  [/\b(?:Java|Jersey)\/(\d+)?/, 'Java'],
  [/\bGo-http-client\/(\d+)/, 'Go'],
  [/\bcurl\/(\d+)/, 'curl'],
  [/\bconsole\.amazonaws\.com|\bsignin\.amazonaws\.com/, 'AWS Console'],
];

const SYSTEMS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bWindows\b/i, 'Windows'],
  [/\bMac(?:intosh| ?OS)|\bos\/macos|\bDarwin\b/i, 'macOS'],
  [/\bLinux\b/i, 'Linux'],
];

/**
 * Names browser and system from a user agent. A small table: the well-kept libraries are either
 * copyleft or larger than all the rest of the function (see docs/adr). What it does not know is shown
 * by its first word, so that two unknown programs stay two clients; `label` is `''` for an empty one.
 */
export function clientOf(userAgent: string): Client {
  const system = SYSTEMS.find(([pattern]) => pattern.test(userAgent))?.[1];
  for (const [pattern, name] of PROGRAMS) {
    const match = pattern.exec(userAgent);
    if (match === null) continue;
    const version = match[1] ?? match[2];
    return {
      label: joined(name, system),
      text: joined(version === undefined ? name : `${name} ${version}`, system),
    };
  }
  const word = /^[^\s/(]{1,40}/.exec(userAgent)?.[0] ?? '';
  return { label: joined(word, system), text: joined(word, system) };
}

function joined(program: string, system: string | undefined): string {
  return [program, system].filter(Boolean).join(' / ');
}

import type { AwsPlace, ResourceNames } from './resourceNames.ts';
import { withStaticNames } from './staticNames.ts';

/** The two forms of a built template, which make the same (docs/adr/0003). */
export type TemplateTwins = {
  /** Packed: what is sent. */
  readonly template: string;
  /** The parameters that carry the packed one's program: `Program1` … */
  readonly program: Readonly<Record<string, string>>;
  /** To be read: what people upload by hand. */
  readonly readable: string;
};

/** How the template of a stack stands to ours. `edited`: ours in origin, but somebody changed its text. */
export type Likeness = 'same' | 'edited' | 'other';

/**
 * Compares what a stack has with both twins, as they are and with the names that `deploy` writes out. Texts are
 * compared, not what they say of themselves: who edits a resource leaves the fingerprint standing.
 */
export function likenessOf(
  deployed: { readonly template: string; readonly parameters: Readonly<Record<string, string>> },
  { template, program, readable }: TemplateTwins,
  names: ResourceNames,
  place: AwsPlace,
): Likeness {
  const wanted = asReturned(deployed.template);
  const forms = [template, readable].flatMap((one) => [one, withStaticNames(one, names, place)]);
  if (forms.some((form) => asReturned(form) === wanted)) {
    const { parameters } = deployed;
    const carried = Object.entries(program).filter(([key]) => parameters[key] !== undefined);
    return carried.every(([key, value]) => parameters[key] === value) ? 'same' : 'edited';
  }
  const fingerprint = fingerprintIn(template);
  return fingerprint !== undefined && fingerprint === fingerprintIn(deployed.template)
    ? 'edited'
    : 'other';
}

/**
 * As GetTemplate returns it, with `?` for every character outside ASCII
 * (https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/1220), whatever ended its lines.
 */
function asReturned(template: string): string {
  return template
    .replaceAll('\r\n', '\n')
    .replace(/[^\0-\x7f]/gu, '?')
    .trimEnd();
}

function fingerprintIn(template: string): string | undefined {
  return /^ *Fingerprint: "?([0-9a-f]{64})\b/m.exec(template)?.[1];
}

import type { SignIn } from '../signin/signIn.ts';

const REGION =
  /^(af|ap|ca|cn|eu|il|me|mx|sa|us|us-gov)-((north|south)(east|west)?|east|west|central)-\d$/;

/**
 * The event in the CloudTrail console's event history: the one link of a notice. `undefined` where there
 * is no such page: a derived event id, a test, an unknown region, a partition with another console.
 */
export function consoleLink({ awsRegion, eventId }: SignIn): string | undefined {
  const region = awsRegion === 'global' ? 'us-east-1' : awsRegion;
  if (!REGION.test(region) || !/^(?!derived-|loginbell-)[\w-]{1,64}$/.test(eventId))
    return undefined;
  const host = region.startsWith('cn-')
    ? 'console.amazonaws.cn'
    : region.startsWith('us-gov-')
      ? 'console.amazonaws-us-gov.com'
      : `${region}.console.aws.amazon.com`;
  const [place, id] = [region, eventId].map(encodeURIComponent);
  return `https://${host}/cloudtrailv2/home?region=${place}#/events/${id}`;
}

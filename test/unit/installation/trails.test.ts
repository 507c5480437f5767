import { describe, expect, it } from 'vitest';
import { resourceNames } from '../../../src/installation/resourceNames.ts';
import {
  judgeTrailCandidate,
  preferredTrail,
  type TrailCandidate,
} from '../../../src/installation/trails.ts';

const ABOUT = {
  names: resourceNames('ab0925cd'),
  place: { partition: 'aws', accountId: '111122223333', region: 'us-east-1' },
};
const FITTING: TrailCandidate = {
  name: 'everywhere',
  arn: 'arn:aws:cloudtrail:us-east-1:111122223333:trail/everywhere',
  multiRegion: true,
  organization: false,
  logGroupArn: 'arn:aws:logs:us-east-1:111122223333:log-group:trail/logs:*',
  status: { seen: true, value: { logging: true, deliveryError: '' } },
  events: { seen: true, value: { kind: 'recorded' } },
  logGroup: {
    seen: true,
    value: { class: 'STANDARD', filters: [{ name: 'other', destination: 'arn:x' }] },
  },
};
const unseen = { seen: false, reason: 'User: … is not authorized', permission: 'x:Y' } as const;

describe('a trail', () => {
  it('fits with a log group of class STANDARD here that has room', () => {
    expect(judgeTrailCandidate(FITTING, ABOUT)).toEqual({ fits: true, logGroup: 'trail/logs' });
  });

  it('names every reason at once', () => {
    const verdict = judgeTrailCandidate(
      { ...FITTING, multiRegion: false, logGroup: { seen: true, value: undefined } },
      ABOUT,
    );
    expect(verdict).toEqual({
      fits: false,
      reasons: ['it covers one region', 'there is no such log group'],
    });
  });

  it.each(['status', 'events', 'logGroup'] as const)(
    'does not fit as long as its %s may not be looked at, and the permission is named',
    (key) => {
      const verdict = judgeTrailCandidate({ ...FITTING, [key]: unseen }, ABOUT);
      expect(verdict).toMatchObject({
        fits: false,
        reasons: [expect.stringContaining('x:Y is missing')],
      });
    },
  );

  it('says in which region it would fit, only where nothing else is wrong', () => {
    const elsewhere = {
      ...FITTING,
      logGroupArn: 'arn:aws:logs:eu-west-1:111122223333:log-group:l:*',
      logGroup: { seen: true, value: undefined },
    } as const;
    expect(judgeTrailCandidate(elsewhere, ABOUT)).toMatchObject({ fitsIn: 'eu-west-1' });
    expect(judgeTrailCandidate({ ...elsewhere, multiRegion: false }, ABOUT)).not.toHaveProperty(
      'fitsIn',
    );
  });

  it.each([
    ['shows no log group to a member', undefined],
    ['has the log group of a delegated administrator', '999988887777'],
  ])('of the organization that %s is no reason for a second one here', (_, account) => {
    const seenByMember: TrailCandidate = {
      ...FITTING,
      arn: 'arn:aws:cloudtrail:us-east-1:444455556666:trail/all',
      organization: true,
      logGroupArn: account && `arn:aws:logs:us-east-1:${account}:log-group:l:*`,
      status: unseen,
      events: unseen,
    };
    expect(judgeTrailCandidate(seenByMember, ABOUT)).toMatchObject({
      fits: false,
      wayOut: expect.stringContaining(account ?? '444455556666'),
    });
  });

  it('is preferred if it is our own, then if it is the account’s own', () => {
    const own = { name: 'Management-events-ab0925cd', organization: false };
    const account = { name: 'a', organization: false };
    const organization = { name: 'o', organization: true };
    expect(preferredTrail([organization, account, own], ABOUT.names)).toBe(own);
    expect(preferredTrail([organization, account], ABOUT.names)).toBe(account);
    expect(preferredTrail([organization], ABOUT.names)).toBe(organization);
    expect(preferredTrail([], ABOUT.names)).toBeUndefined();
  });
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openNetworks } from '../../../src/local/networks/openNetworks.ts';
import { bitsOf, type MmdbBlock, mmdbFile } from '../../fakes/mmdb.ts';

let folder = '';
let files = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'loginbell-networks-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function saved(bytes: Buffer | string): string {
  files += 1;
  const file = join(folder, `${files}.mmdb`);
  writeFileSync(file, bytes);
  return file;
}

function opened(...all: readonly (readonly MmdbBlock[])[]) {
  const said: string[] = [];
  const names = all.map((blocks) => saved(mmdbFile(blocks)));
  return { placeOf: openNetworks(names, (problem) => said.push(problem)), said };
}

describe('MMDB files of several vendors', () => {
  it.each([
    ['MaxMind, DB-IP', { country: { iso_code: 'CH' }, registered_country: { iso_code: 'US' } }],
    ['IPinfo Lite', { country: 'Switzerland', country_code: 'CH' }],
    ['IPinfo', { country: 'CH', country_name: 'Switzerland' }],
    ['a plain table', { country_code: 'ch' }],
  ])('say a country as %s does', (_, record) => {
    const { placeOf } = opened([['203.0.113.0/24', record]]);
    expect(placeOf('203.0.113.7')).toEqual({ country: 'CH', basis: 'location' });
  });

  it('say it when they know no more than where a block is registered', () => {
    const { placeOf } = opened([['203.0.113.0/24', { registered_country: { iso_code: 'JP' } }]]);
    expect(placeOf('203.0.113.7')).toEqual({ country: 'JP', basis: 'registration' });
  });

  it.each([
    [{ autonomous_system_number: 64500, autonomous_system_organization: 'Example Net' }],
    [{ asn: 'AS64500', as_name: 'Example Net' }],
    [{ traits: { autonomous_system_number: 64500 }, isp: 'Example Net' }],
  ])('say a network: %j', (record) => {
    const { placeOf } = opened([['2001:db8::/32', record]]);
    expect(placeOf('2001:db8::7')).toEqual({ asn: 64500, organization: 'Example Net' });
  });

  it('complete one another, and the first is believed', () => {
    const { placeOf } = opened(
      [['203.0.113.0/24', { country: { iso_code: 'CH' } }]],
      [['203.0.113.0/24', { country: 'US', asn: 'AS64500' }]],
    );
    expect(placeOf('203.0.113.7')).toEqual({ country: 'CH', basis: 'location', asn: 64500 });
  });

  it('know an IPv4 address that is written as IPv6', () => {
    const { placeOf } = opened([['203.0.113.0/24', { country_code: 'CH' }]]);
    expect(placeOf('::ffff:203.0.113.7')?.country).toBe('CH');
  });

  it.each(['', 'signin.amazonaws.com', 'AWS Internal', '203.0.113', '203.0.113.7/24', '__proto__'])(
    'say nothing of %j, which is no address',
    (text) => {
      const { placeOf, said } = opened([['0.0.0.0/0', { country_code: 'CH' }]]);
      expect(placeOf(text)).toBeUndefined();
      expect(said).toEqual([]);
    },
  );

  it('are a third party: what they say is cleaned, bounded, and passed over where it is no code or number', () => {
    const { placeOf } = opened([
      [
        '203.0.113.0/24',
        {
          country: { iso_code: '<b>' },
          country_code: 'ZZ',
          autonomous_system_number: 0,
          autonomous_system_organization: `Evil\n\u202e${'x'.repeat(400)}`,
        },
      ],
    ]);
    const { organization = '', ...rest } = placeOf('203.0.113.7') ?? {};
    expect(rest).toEqual({});
    expect(organization).toMatch(/^Evil \uFFFDx+…$/);
    expect(organization.length).toBe(128);
  });
});

describe('a file that cannot be used', () => {
  const reasonFor = (name: string) => {
    try {
      openNetworks([name], () => undefined);
    } catch (error) {
      return error instanceof Error ? error.message : '';
    }
    throw new Error('it was opened');
  };
  const whole = mmdbFile([['203.0.113.0/24', { country_code: 'CH' }]]);

  it('is missing', () => {
    expect(reasonFor(join(folder, 'none.mmdb'))).toMatch(
      /^--networks \S+none\.mmdb cannot be used: there is no such file; name a file in the MMDB format/,
    );
  });

  it('is a folder', () => {
    const name = join(folder, 'sub');
    mkdirSync(name);
    expect(reasonFor(name)).toContain('it is a folder; name a file');
  });

  it.each([
    ['empty', Buffer.alloc(0)],
    ['text', Buffer.from('network,country\n203.0.113.0/24,CH\n')],
    ['cut at its end', whole.subarray(0, whole.length - 220)],
  ])('is %s', (_, bytes) => {
    expect(reasonFor(saved(bytes))).toMatch(
      /it is no MMDB file, or its end is missing; name a file .* or get it again$/,
    );
  });

  it('is packed', () => {
    expect(reasonFor(saved(gzipSync(whole)))).toMatch(/it is packed: unpack it first$/);
  });

  it.each([1, 7, 30])('lacks %i bytes at its beginning', (lost) => {
    expect(reasonFor(saved(whole.subarray(lost)))).toMatch(
      /a part of it is missing; get the file again$/,
    );
  });

  it('ends within its metadata', () => {
    expect(reasonFor(saved(whole.subarray(0, whole.length - 9)))).toMatch(/get the file again$/);
  });
});

describe('a file that cannot answer for some addresses', () => {
  it('is said once to know IPv4 only', () => {
    const said: string[] = [];
    const name = saved(mmdbFile([['32.0.0.0/3', { country_code: 'CH' }]], { ipVersion: 4 }));
    const placeOf = openNetworks([name], (problem) => said.push(problem));
    expect(placeOf('33.0.0.1')?.country).toBe('CH');
    // Its first bits are those of 32.1.13.184.
    expect(placeOf('2001:db8::1')).toBeUndefined();
    expect(placeOf('2001:db8::2')).toBeUndefined();
    expect(said).toEqual([expect.stringMatching(/knows IPv4 addresses only; .* holds both$/)]);
  });

  it('is said once to be damaged, and holds nothing up', () => {
    const said: string[] = [];
    const bytes = mmdbFile([['203.0.113.0/24', 'some text that is long enough to be found']]);
    // A type that nothing has.
    bytes.set([0x00, 0xff], bytes.indexOf('some text') - 2);
    const placeOf = openNetworks([saved(bytes)], (problem) => said.push(problem));
    expect(placeOf('203.0.113.7')).toBeUndefined();
    expect(placeOf('203.0.113.8')).toBeUndefined();
    expect(placeOf('198.51.100.1')).toBeUndefined();
    expect(said).toEqual([
      expect.stringMatching(/is damaged where it should hold 203\.0\.113\.7 .*get the file again$/),
    ]);
  });
});

describe('looking up', () => {
  const byte = fc.nat(3);
  const four = fc.tuple(byte, byte, byte, byte).map((parts) => parts.join('.'));
  const six = fc
    .array(fc.nat(3), { minLength: 3, maxLength: 3 })
    .map((groups) => `2001:${groups.map((group) => group.toString(16)).join(':')}::1`);
  const block = fc.oneof(
    fc.tuple(four, fc.integer({ min: 1, max: 32 })).map(([a, length]) => `${a}/${length}`),
    fc.tuple(six, fc.integer({ min: 20, max: 128 })).map(([a, length]) => `${a}/${length}`),
  );
  const CODES = ['CH', 'JP', 'US', 'DE', 'FR', 'BR'];

  it('finds what the longest prefix that fits says, in every size of record', () => {
    const law = fc.property(
      fc.uniqueArray(block, { maxLength: 12, selector: (one) => bitsOf(one, 6) }),
      fc.array(fc.oneof(four, six), { minLength: 1, maxLength: 8 }),
      fc.constantFrom(24, 28, 32),
      (blocks, addresses, recordSize) => {
        const known = blocks.map((one, at) => ({
          bits: bitsOf(one, 6),
          code: CODES[at % CODES.length] ?? '',
          block: one,
        }));
        const bytes = mmdbFile(
          known.map(({ block: one, code }): MmdbBlock => [one, { country_code: code }]),
          { recordSize },
        );
        const name = join(folder, 'law.mmdb');
        writeFileSync(name, bytes);
        const placeOf = openNetworks([name], (problem) => {
          throw new Error(problem);
        });
        for (const address of addresses) {
          const bits = bitsOf(address, 6);
          const [longest] = known
            .filter((one) => bits.startsWith(one.bits))
            .sort((a, b) => b.bits.length - a.bits.length);
          expect(placeOf(address)?.country).toBe(longest?.code);
        }
      },
    );
    fc.assert(law, { numRuns: 300 });
  });
});

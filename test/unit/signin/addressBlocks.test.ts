import { BlockList, isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressTest, isAddressBlock } from '../../../src/signin/addressBlocks.ts';

/** What `node:net` says. */
function nodeSays(block: string, address: string): boolean {
  const [start = '', length] = block.split('/');
  const family = isIP(start) === 6 ? 'ipv6' : 'ipv4';
  const list = new BlockList();
  if (length === undefined) list.addAddress(start, family);
  else list.addSubnet(start, Number(length), family);
  return list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

const near = fc.constantFrom(
  '203.0.113.7',
  '203.0.113.200',
  '203.0.112.7',
  '2001:db8::7',
  '2001:DB8:0:0:8000::',
  '::ffff:203.0.113.7',
  '::',
);
const address = fc.oneof(fc.ipV4(), fc.ipV6(), near);
const block = fc
  .tuple(address, fc.nat(128))
  .map(([start, length]) => `${start}/${isIP(start) === 4 ? length % 33 : length}`);

describe('blocks of addresses', () => {
  it('hold what the blocks of Node hold', () => {
    fc.assert(
      fc.property(fc.oneof(block, address), address, (one, other) => {
        expect(addressTest([one])(other)).toBe(nodeSays(one, other));
      }),
      { numRuns: 2000 },
    );
  });

  it('are what Node takes for addresses, with a length that fits', () => {
    const odd = fc.string({ unit: fc.constantFrom('0', '1', 'f', ':', '.', '/', ' ', '256') });
    fc.assert(
      fc.property(fc.oneof(odd, address), (text) => {
        expect(isAddressBlock(text.split('/')[0] ?? '')).toBe(isIP(text.split('/')[0] ?? '') > 0);
      }),
      { numRuns: 2000 },
    );
    expect(
      ['203.0.113.0/33', '::/129', '::/', '::/1/2', '1.2.3.4/-1'].filter(isAddressBlock),
    ).toEqual([]);
  });

  it('hold nothing that is no address', () => {
    expect(addressTest(['0.0.0.0/0', '::/0'])('AWS Internal')).toBe(false);
  });
});

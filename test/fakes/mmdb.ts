/** A value of an MMDB record. Numbers are written as uint32. */
export type MmdbValue =
  | string
  | number
  | boolean
  | readonly MmdbValue[]
  | { readonly [key: string]: MmdbValue };

export type MmdbBlock = readonly [block: string, record: MmdbValue];

type Node = [left: Node | number | undefined, right: Node | number | undefined];

/**
 * A made-up file in the format that vendors give: https://maxmind.github.io/MaxMind-DB/. Of blocks that overlap the longer
 * prefix is believed. In a file of IPv6, IPv4 blocks stand under ::/96.
 */
export function mmdbFile(
  blocks: readonly MmdbBlock[],
  { ipVersion = 6, recordSize = 24 }: { ipVersion?: 4 | 6; recordSize?: 24 | 28 | 32 } = {},
): Buffer {
  const root: Node = [undefined, undefined];
  const data: Buffer[] = [];
  let size = 0;
  const byLength = blocks
    .map(([block, record]) => ({ bits: bitsOf(block, ipVersion), record }))
    .sort((a, b) => a.bits.length - b.bits.length);
  for (const { bits, record } of byLength) {
    insert(root, bits, size);
    const bytes = encode(record);
    data.push(bytes);
    size += bytes.length;
  }
  const nodes: Node[] = [];
  const number = new Map<Node, number>();
  const visit = (node: Node) => {
    number.set(node, nodes.length);
    nodes.push(node);
    for (const next of node) if (Array.isArray(next)) visit(next);
  };
  visit(root);
  const count = nodes.length;
  const recordOf = (next: Node[0]) =>
    Array.isArray(next) ? (number.get(next) ?? 0) : next === undefined ? count : count + 16 + next;
  const tree = nodes.map(([left, right]) => pair(recordOf(left), recordOf(right), recordSize));
  const metadata = encode({
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1_700_000_000,
    database_type: 'made-up',
    description: { en: 'made up' },
    ip_version: ipVersion,
    languages: ['en'],
    node_count: count,
    record_size: recordSize,
  });
  const marker = Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1');
  return Buffer.concat([...tree, Buffer.alloc(16), ...data, marker, metadata]);
}

function insert(root: Node, bits: string, at: number): void {
  let node = root;
  for (const [depth, bit] of [...bits].entries()) {
    const side = bit === '1' ? 1 : 0;
    if (depth === bits.length - 1) {
      node[side] = at;
      return;
    }
    const next = node[side];
    // A shorter block stood here: its record holds for both halves.
    const below: Node = Array.isArray(next) ? next : [next, next];
    node[side] = below;
    node = below;
  }
}

function pair(left: number, right: number, recordSize: 24 | 28 | 32): Buffer {
  const bytes = Buffer.alloc(recordSize / 4);
  if (recordSize === 24) {
    bytes.writeUIntBE(left, 0, 3);
    bytes.writeUIntBE(right, 3, 3);
  } else if (recordSize === 28) {
    bytes.writeUIntBE(left & 0xffffff, 0, 3);
    bytes[3] = ((left >>> 24) << 4) | (right >>> 24);
    bytes.writeUIntBE(right & 0xffffff, 4, 3);
  } else {
    bytes.writeUInt32BE(left, 0);
    bytes.writeUInt32BE(right, 4);
  }
  return bytes;
}

/** Control byte (type, size), then the payload. */
function encode(value: MmdbValue): Buffer {
  if (typeof value === 'string') {
    const text = Buffer.from(value);
    return Buffer.concat([control(2, text.length), text]);
  }
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return Buffer.concat([control(6, 4), bytes]);
  }
  if (typeof value === 'boolean') return control(14, Number(value));
  if (Array.isArray(value)) return Buffer.concat([control(11, value.length), ...value.map(encode)]);
  const entries = Object.entries(value);
  return Buffer.concat([
    control(7, entries.length),
    ...entries.flatMap(([key, one]) => [encode(key), encode(one)]),
  ]);
}

function control(type: number, size: number): Buffer {
  const [short, more] =
    size < 29
      ? [size, []]
      : size < 285
        ? [29, [size - 29]]
        : [30, [(size - 285) >> 8, (size - 285) & 0xff]];
  return Buffer.from(type < 8 ? [(type << 5) | short, ...more] : [short, type - 7, ...more]);
}

/** The bits of a block's prefix, as the tree of this version has them. */
export function bitsOf(block: string, ipVersion: 4 | 6): string {
  const [address = '', length] = block.split('/');
  const isFour = !address.includes(':');
  const own = isFour
    ? address.split('.').map((part) => Number(part).toString(2).padStart(8, '0'))
    : sixGroups(address).map((group) => group.toString(2).padStart(16, '0'));
  const bits = own.join('').slice(0, Number(length ?? own.join('').length));
  return isFour && ipVersion === 6 ? '0'.repeat(96) + bits : bits;
}

function sixGroups(address: string): readonly number[] {
  const [head = [], tail = []] = address.split('::').map((half) =>
    half
      .split(':')
      .filter(Boolean)
      .map((group) => Number.parseInt(group, 16)),
  );
  return [...head, ...new Array<number>(8 - head.length - tail.length).fill(0), ...tail];
}

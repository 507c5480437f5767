/**
 * Addresses and blocks of them (CIDR), without `node:net`: the page of a report asks in the browser what `history` asks here.
 * An IPv4 address written as IPv6 (`::ffff:203.0.113.7`, RFC 4291) is that IPv4 address.
 */

/** Is an address in any of the blocks? What is no address is in none, and what is no block holds none. */
export function addressTest(blocks: readonly string[]): (address: string) => boolean {
  const parsed = blocks.flatMap((block) => blockOf(block) ?? []);
  return (text) => {
    const address = addressOf(text);
    return (
      address !== undefined && parsed.some(({ start, free }) => start >> free === address >> free)
    );
  };
}

/** `203.0.113.7`, `203.0.113.0/24`, `2001:db8::/32`? */
export function isAddressBlock(text: string): boolean {
  return blockOf(text) !== undefined;
}

/** Its first address, and how many bits at the end are free. */
function blockOf(text: string): { readonly start: bigint; readonly free: bigint } | undefined {
  const [first = '', length, ...rest] = text.split('/');
  const start = addressOf(first);
  const most = first.includes(':') ? 128 : 32;
  const isLength = length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= most);
  if (start === undefined || !isLength || rest.length > 0) return undefined;
  return { start, free: BigInt(most - Number(length ?? most)) };
}

const MAPPED = 0xffffn << 32n;

/** All 128 bits; IPv4 as IPv6 writes it. */
function addressOf(text: string): bigint | undefined {
  if (text.includes(':')) return sixOf(text);
  const four = fourOf(text);
  return four === undefined ? undefined : MAPPED | four;
}

function fourOf(text: string): bigint | undefined {
  const parts = text.split('.');
  // No leading zero: some programs read it as octal.
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part))) {
    return undefined;
  }
  if (parts.some((part) => Number(part) > 255)) return undefined;
  return parts.reduce((value, part) => (value << 8n) | BigInt(part), 0n);
}

function sixOf(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [front = '', back] = halves;
  const head = groupsOf(front, back === undefined);
  const tail = groupsOf(back ?? '', true);
  if (head === undefined || tail === undefined) return undefined;
  const missing = 8 - head.length - tail.length;
  if (back === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...head, ...Array.from({ length: missing }, () => 0n), ...tail];
  return groups.reduce((value, group) => (value << 16n) | group, 0n);
}

/** Groups of sixteen bits; the last may be an IPv4 address where nothing follows. */
function groupsOf(text: string, isLast: boolean): readonly bigint[] | undefined {
  if (text === '') return [];
  const parts = text.split(':');
  const groups: bigint[] = [];
  for (const [at, part] of parts.entries()) {
    if (isLast && at === parts.length - 1 && part.includes('.')) {
      const four = fourOf(part);
      if (four === undefined) return undefined;
      groups.push(four >> 16n, four & 0xffffn);
    } else if (/^[\da-f]{1,4}$/i.test(part)) groups.push(BigInt(`0x${part}`));
    else return undefined;
  }
  return groups;
}

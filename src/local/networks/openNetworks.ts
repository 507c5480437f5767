import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { Reader } from 'mmdb-lib';
import { LoginbellError, reasonOf } from '../../errors.ts';
import type { Place, PlaceOf } from '../../place/place.ts';
import { placeIn } from './placeIn.ts';

/** What precedes the metadata, at the end of every file: https://maxmind.github.io/MaxMind-DB/ */
const MARKER = Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1');
/** Zeros between the search tree and the data. */
const SEPARATOR = 16;
/** Addresses whose places are remembered; past that they are looked up anew, so that memory stays bounded. */
const REMEMBERED = 20_000;
const MAPPED = /^::ffff:(?=\d+\.)/i;

const FORMS = 'name a file in the MMDB format, such as *-country.mmdb or *-asn.mmdb';

type NetworksFile = {
  readonly name: string;
  readonly isIPv4Only: boolean;
  /** Throws for a damaged part. */
  readonly look: (address: string) => Place;
};

/**
 * Opens MMDB files, which are read into memory whole. Of each field the first file that has it is believed. Throws
 * `bad-input`, naming the file, for one that cannot be used. `say` hears once of each file that cannot answer for some
 * addresses: their places stay unknown, and nothing is held up by it.
 */
export function openNetworks(names: readonly string[], say: (problem: string) => void): PlaceOf {
  const files = names.map(openFile);
  const known = new Map<string, Place | undefined>();
  const said = new Set<string>();
  const sayOnce = (key: string, problem: string) => {
    if (said.has(key)) return;
    said.add(key);
    say(problem);
  };
  const find = (address: string): Place | undefined => {
    const version = isIP(address);
    // An address with a zone (fe80::1%eth0) is of one machine's own network.
    if (version === 0 || address.includes('%')) return undefined;
    let place: Place = {};
    for (const { name, isIPv4Only, look } of files) {
      if (isIPv4Only && version === 6) {
        const problem = `${name} knows IPv4 addresses only; IPv6 ones stand without what it says; use a file that holds both`;
        sayOnce(`${name} 6`, problem);
        continue;
      }
      try {
        place = { ...look(address), ...place };
      } catch (error) {
        const problem = `${name} is damaged where it should hold ${address} (${reasonOf(error)}); get the file again`;
        sayOnce(name, problem);
      }
    }
    return Object.keys(place).length === 0 ? undefined : place;
  };
  return (written) => {
    const address = written.replace(MAPPED, '');
    if (known.has(address)) return known.get(address);
    if (known.size >= REMEMBERED) known.clear();
    const place = find(address);
    known.set(address, place);
    return place;
  };
}

function openFile(name: string): NetworksFile {
  const bytes = readBytes(name);
  if (bytes.lastIndexOf(MARKER) < 0) {
    throw unusable(name, `it is no MMDB file, or its end is missing; ${wayOutOf(bytes)}`);
  }
  let reader: Reader<object>;
  try {
    reader = new Reader<object>(bytes);
  } catch (error) {
    throw unusable(name, `it is damaged (${reasonOf(error)}); get the file again`, error);
  }
  const { searchTreeSize, ipVersion, nodeCount } = reader.metadata;
  const separator = bytes.subarray(searchTreeSize, searchTreeSize + SEPARATOR);
  const isWhole =
    nodeCount > 0 && separator.length === SEPARATOR && separator.every((byte) => byte === 0);
  if (!isWhole) throw unusable(name, 'a part of it is missing; get the file again');
  return {
    name,
    isIPv4Only: ipVersion === 4,
    look: (address) => placeIn(reader.get(address)),
  };
}

function readBytes(name: string): Buffer {
  try {
    return readFileSync(name);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    const reason =
      code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : '';
    throw unusable(name, `${reason || reasonOf(error)}; ${FORMS}`, error);
  }
}

/** What people give in the place of it. */
function wayOutOf(bytes: Buffer): string {
  const isPacked =
    (bytes[0] === 0x1f && bytes[1] === 0x8b) || bytes.subarray(0, 2).toString('latin1') === 'PK';
  return isPacked ? 'it is packed: unpack it first' : `${FORMS}, or get it again`;
}

function unusable(name: string, reason: string, cause?: unknown): LoginbellError {
  return new LoginbellError('bad-input', `--networks ${name} cannot be used: ${reason}`, { cause });
}

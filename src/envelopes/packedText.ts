import { gunzipSync } from 'node:zlib';

/** A subscription's payload is some megabytes at most; what unpacks to more is an attack. */
const MOST_UNPACKED = 64 * 1024 * 1024;
/** Firehose may compress what was compressed. */
const MOST_LAYERS = 3;

/**
 * The text in base 64, unpacked where it is gzip (once or more); `undefined` where it is neither. As CloudWatch Logs
 * (`awslogs.data`), Kinesis and Firehose (`data`) carry it. Never throws.
 */
export function unpackText(text: string): string | undefined {
  try {
    let bytes: Buffer = Buffer.from(text, 'base64');
    for (let layer = 0; layer < MOST_LAYERS && isGzip(bytes); layer += 1) {
      bytes = gunzipSync(bytes, { maxOutputLength: MOST_UNPACKED });
    }
    if (isGzip(bytes)) return undefined;
    const unpacked = bytes.toString();
    return /[{[]/.test(unpacked.slice(0, 64)) ? unpacked : undefined;
  } catch {
    return undefined;
  }
}

function isGzip(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

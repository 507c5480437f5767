import { fieldAt, fieldsOf } from '../../src/signin/fields.ts';
import { type Problems, quoted } from './laws.ts';

/** A published message, as JSON, within what SNS takes: 256 KiB in all, and attributes of plain words. */
export function publishProblems(published: string): Problems {
  const one: unknown = JSON.parse(published);
  const attributes = Object.entries(fieldsOf(fieldAt(one, 'attributes')));
  const bytes = Buffer.byteLength(JSON.stringify(fieldAt(one, 'message')));
  return [
    ...(bytes > 262_144 ? [`${bytes} bytes`] : []),
    // Past ten, SNS discards the message where it is delivered raw to SQS.
    ...(attributes.length > 10 ? [`${attributes.length} attributes`] : []),
    ...attributes
      .filter(([name, value]) => !/^\w+=[\w-]{1,64}$/.test(`${name}=${value}`))
      .map(([name, value]) => `attribute ${quoted(`${name}=${value}`)}`),
  ];
}

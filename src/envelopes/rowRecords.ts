import { type Fields, isFields } from '../signin/fields.ts';
import { parseJson } from '../signin/parseJson.ts';

/**
 * The members of a record, as CloudTrail spells them; tables hold them in other letters (`eventname`, `event_name`).
 * Source: "CloudTrail record contents" in the CloudTrail user guide.
 */
export const RECORD_MEMBERS: readonly string[] = [
  'eventVersion',
  'userIdentity',
  'eventTime',
  'eventSource',
  'eventName',
  'awsRegion',
  'sourceIPAddress',
  'userAgent',
  'errorCode',
  'errorMessage',
  'requestParameters',
  'responseElements',
  'additionalEventData',
  'serviceEventDetails',
  'requestID',
  'eventID',
  'readOnly',
  'resources',
  'eventType',
  'apiVersion',
  'managementEvent',
  'eventCategory',
  'recipientAccountId',
  'sharedEventID',
  'vpcEndpointId',
  'addendum',
  'sessionCredentialFromConsole',
  'tlsDetails',
];
const SPELLINGS = new Map(RECORD_MEMBERS.map((name) => [name.toLowerCase(), name]));

/** Members that tables hold as structures, whose own members come in small letters. */
const STRUCTS: readonly string[] = ['userIdentity', 'addendum'];

/** Members of `userIdentity` that Athena and CloudTrail Lake print in small letters. */
const IDENTITY = ['principalId', 'accountId', 'accessKeyId', 'userName', 'invokedBy'];

/**
 * A row of a table of records (Athena, CloudTrail Lake, other tools) as the record that it was made of; `undefined` for
 * a row of anything else. Objects stand in it as JSON, or as Athena prints them: `{type=IAMUser, arn=…}`; `mayBeObject`
 * says of which members, by CloudTrail's names, where the table is known.
 */
export function recordOfRow(
  row: Fields,
  mayBeObject: (name: string) => boolean = () => true,
): Fields | undefined {
  const entries = Object.entries(row).flatMap(([key, value]): [string, unknown][] => {
    const name = SPELLINGS.get(key.replaceAll('_', '').toLowerCase());
    if (name === undefined || value === '' || value === '-') return [];
    const cell = mayBeObject(name) ? cellValue(value) : value;
    return [[name, STRUCTS.includes(name) ? respelt(cell) : cell]];
  });
  const record = Object.fromEntries(entries);
  const isOne =
    typeof record['eventName'] === 'string' && 'eventTime' in record && 'userIdentity' in record;
  return isOne ? record : undefined;
}

function cellValue(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const text = value.trim();
  if (!text.startsWith('{')) return value;
  return parseJson(text) ?? parseStruct(text);
}

/** The members in CloudTrail's own letters, those within members too; what is null is left out, as in a record. */
function respelt(value: unknown): unknown {
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) =>
      member === null ? [] : [[spelt(key), respelt(member)]],
    ),
  );
}

/** `{type=IAMUser, sessioncontext={attributes={…}}, arn=…}`, as Athena prints a struct or a map. */
export function parseStruct(text: string): Fields {
  let at = 1;
  const members = (): Fields => {
    const found: Record<string, unknown> = {};
    while (at < text.length) {
      const equals = text.indexOf('=', at);
      if (equals < 0) break;
      const key = text
        .slice(at, equals)
        .replace(/^[,\s]+/, '')
        .trim();
      at = equals + 1;
      if (text[at] === '{') {
        at += 1;
        found[spelt(key)] = members();
      } else {
        const end = endOfScalar(text, at);
        const value = text.slice(at, end).trim();
        if (value !== 'null' && value !== '') found[spelt(key)] = value;
        at = end;
      }
      if (text[at] === '}') {
        at += 1;
        return found;
      }
    }
    return found;
  };
  return members();
}

/** A value ends before the next `, key=`, or where its struct closes. */
function endOfScalar(text: string, from: number): number {
  const next = /, [\w-]+=|\}/g;
  next.lastIndex = from;
  return next.exec(text)?.index ?? text.length;
}

const STRUCT_KEYS = new Map(
  [
    ...IDENTITY,
    'sessionContext',
    'sessionIssuer',
    'mfaAuthenticated',
    'creationDate',
    'onBehalfOf',
    'userId',
    'identityStoreArn',
    'updatedFields',
    'originalRequestID',
    'originalEventID',
  ].map((name) => [name.toLowerCase(), name]),
);

function spelt(key: string): string {
  return STRUCT_KEYS.get(key.toLowerCase()) ?? key;
}

import { LoginbellError, reasonOf } from '../errors.ts';
import { cleanText } from '../signin/cleanText.ts';
import { fieldAt } from '../signin/fields.ts';

/** What is wrong with an input, for people: a reason that begins with `it`, and a way out. */
export type Why = { readonly reason: string; readonly hint: string };

/** A problem with one file (`standard input` for `-`), and with which line of it (from 1) if one. */
export type FileProblem = Why & { readonly file: string; readonly line?: number };

/** Thrown while a file is read when the rest of it cannot be read as text. */
export class UnreadableFile extends LoginbellError {
  readonly why: Why;

  constructor(why: Why) {
    super('bad-input', `${why.reason}. ${why.hint}`);
    this.why = why;
  }
}

const READS =
  'loginbell reads CloudTrail log files as AWS delivers them, answers of LookupEvents, and files with one record a line, plain or gzip-compressed.';

export const EMPTY: Why = {
  reason: 'it is empty',
  hint: 'Fetch the file again, or leave it out.',
};
export const NOT_JSON: Why = {
  reason: 'it is not JSON',
  hint: `${READS} Where a tool offers CSV or JSON, choose JSON.`,
};
export const LINE_NOT_JSON: Why = {
  reason: NOT_JSON.reason,
  hint: 'The line has been skipped and the others read.',
};
export const CUT_OFF: Why = {
  reason: 'it is cut off',
  hint: 'What came before the cut has been read. Fetch the whole file again and read it too.',
};
export const EVENT_HISTORY_CSV: Why = {
  reason: "it is the CSV of the console's event history, which has neither result nor MFA",
  hint: 'Choose "Download as JSON" there, or: aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=ConsoleLogin',
};
export const DAMAGED: Why = {
  reason: 'it is not valid JSON from here on',
  hint: 'What came before has been read. Fetch the file again and read it too.',
};
export const BINARY: Why = {
  reason: 'it holds binary data, not text',
  hint: `${READS} Unpack other archives first.`,
};
export const ZIP: Why = {
  reason: 'it is a zip archive',
  hint: 'Unpack it first (unzip FILE -d folder) and name the folder.',
};
export const TAR: Why = {
  reason: 'it is a tar archive',
  hint: 'Unpack it first (tar xf FILE -C folder) and name the folder.',
};
export const ZSTD: Why = {
  reason: 'it is compressed by zstd, which this Node.js cannot unpack',
  hint: 'Unpack it first (zstd -d FILE), or use Node.js 22.15 or newer.',
};

/** A place that is not JSON, with a few of its characters; the reader goes on at the next record. */
export function damagedAt(text: string, at: number): Why {
  const seen = cleanText(text.slice(Math.max(0, at - 4), at + 24), 40);
  if (/\{\s*'/.test(text.slice(Math.max(0, at - 2), at + 2))) {
    return {
      reason: `it has single quotes where JSON has double ones (${JSON.stringify(seen)})`,
      hint: 'Python prints dictionaries so; write them with json.dumps.',
    };
  }
  return {
    reason: `it is not valid JSON at character ${at} (${JSON.stringify(seen)})`,
    hint: 'Reading went on at the next record. Fetch the file again and read it too.',
  };
}

/** A line of more bytes than are read at once. */
export function lineTooLong(limit: number): Why {
  return {
    reason: `it is longer than ${mebibytes(limit)}`,
    hint: 'The line has been skipped and the others read. Write one record a line (jq -c) to read it.',
  };
}

/** A document over many lines, of more text than is read at once. */
export function documentTooLong(limit: number): Why {
  return {
    reason: `it is one JSON document of more than ${mebibytes(limit)} over many lines`,
    hint: 'Only its beginning has been read. Write one record a line (jq -c .Records[]) to read it all.',
  };
}

/** A JSON value that is no CloudTrail record; the reason is the reader's own. */
export function noRecord(reason: string): Why {
  return { reason, hint: READS };
}

/** Stands for the problems of single lines that are no longer listed one by one. */
export function manyMore(count: number): Why {
  return {
    reason: `it has ${count} more ${count === 1 ? 'problem' : 'problems'} of this kind`,
    hint: 'Only the first are listed. Everything that could be read has been.',
  };
}

const BY_CODE: Readonly<Record<string, Why>> = {
  ENOENT: { reason: 'it does not exist', hint: 'Check the path; relative ones start from here.' },
  EACCES: {
    reason: 'it may not be read',
    hint: 'Give yourself the right to read it (chmod u+r for a file, u+rx for a folder).',
  },
  EISDIR: { reason: 'it is a folder', hint: 'Name the files in it, or the folder as it is.' },
  ENOTDIR: { reason: 'it does not exist', hint: 'A part of the path is a file, not a folder.' },
  ELOOP: { reason: 'it is a link that leads nowhere', hint: 'Name the file that is meant.' },
  Z_BUF_ERROR: { ...CUT_OFF, reason: 'its gzip data is cut off' },
};

/** What an error met while reading means to the person who named the file. */
export function whyOf(error: unknown): Why {
  if (error instanceof UnreadableFile) return error.why;
  const code = String(fieldAt(error, 'code'));
  const known = BY_CODE[code === 'EPERM' ? 'EACCES' : code];
  if (known !== undefined) return known;
  if (code.startsWith('Z_'))
    return { ...DAMAGED, reason: `its gzip data is damaged (${reasonOf(error)})` };
  return { reason: `it cannot be read (${reasonOf(error)})`, hint: 'Check the file and the disk.' };
}

function mebibytes(bytes: number): string {
  return `${Math.floor(bytes / 1024 / 1024)} MiB`;
}

/** Set in the file as `user_version`; a file with a higher one is a newer loginbell's. */
export const SCHEMA_VERSION = 3;

/** Set in the file as `application_id`, so that another program's database is not taken for a journal. */
export const APPLICATION_ID = 0x6c6f6762;

/** Column for column the table on AWS (see `Columns`), and its indexes. */
export const SCHEMA = `
CREATE TABLE sign_ins (
  eventID TEXT PRIMARY KEY,
  accountId TEXT, userName TEXT, eventTime TEXT NOT NULL, eventSource TEXT, eventName TEXT NOT NULL,
  awsRegion TEXT, sourceIPAddress TEXT, userAgent TEXT, unixtime INTEGER,
  principal TEXT NOT NULL, identityType TEXT NOT NULL, outcome TEXT NOT NULL, mfa TEXT NOT NULL,
  occurredAt TEXT NOT NULL, day TEXT NOT NULL, principalAddress TEXT, principalClient TEXT,
  errorMessage TEXT, details TEXT NOT NULL,
  state TEXT NOT NULL, leaseToken TEXT, leaseUntil INTEGER,
  storedAt INTEGER NOT NULL, settledAt INTEGER, firstAddress INTEGER, firstClient INTEGER,
  foldedInto TEXT, mutedBy TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX byTime ON sign_ins (occurredAt);
CREATE INDEX byPrincipal ON sign_ins (principal, occurredAt);
CREATE INDEX byAddress ON sign_ins (principalAddress, occurredAt) WHERE principalAddress IS NOT NULL;
CREATE INDEX byClient ON sign_ins (principalClient, occurredAt) WHERE principalClient IS NOT NULL;
CREATE TABLE acts (
  key TEXT PRIMARY KEY,
  toldId TEXT NOT NULL, eventName TEXT NOT NULL, occurredAt TEXT NOT NULL, isNewAddress INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE people (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE failure_counts (
  bucket TEXT PRIMARY KEY,
  count INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
${namesTable()}`;

/**
 * By which names each principal is known, so that one user's sign-ins are found by the index of principals. A
 * trigger keeps it, whoever writes a row.
 */
function namesTable(): string {
  const known = (name: string) =>
    `INSERT OR IGNORE INTO names SELECT ${name}, new.principal WHERE ${name} IS NOT NULL;`;
  return `
CREATE TABLE names (
  name TEXT NOT NULL,
  principal TEXT NOT NULL,
  PRIMARY KEY (name, principal)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER namesOfSignIn AFTER INSERT ON sign_ins BEGIN
  ${known('new.principal')}
  ${known('new.userName')}
  ${known("json_extract(new.details, '$.who.name')")}
  ${known("json_extract(new.details, '$.who.session')")}
END;
`;
}

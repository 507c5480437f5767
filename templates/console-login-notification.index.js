// loginbell 0.1.0. The code that templates/console-login-notification.yaml holds packed.
"use strict";
// src/lambda/handler.ts
const { randomUUID } = require("node:crypto");
const { DynamoDBClient } = require("@aws-sdk/client-dynamodb");
const { SNSClient } = require("@aws-sdk/client-sns");

// src/signin/cleanText.ts
var HIDDEN = /[\p{C}\p{Zl}\p{Zp}\p{Variation_Selector}\u115F\u1160\u2800\u3164\uFFA0]+/gu, SPACES = /[\t\r\n\v\f\u0085\u2028\u2029]+/g;
function cleanText(text, limit = 1024) {
 let clean = (text.length > limit * 2 ? text.slice(0, limit * 2) : text).replace(SPACES, " ").replace(HIDDEN, "�").trim();
 return shorten(clean, limit);
}
function shorten(text, limit) {
 if (text.length <= limit) return text;
 let end = Math.max(limit - 1, 0), code = text.charCodeAt(end - 1);
 return `${text.slice(0, code >= 55296 && code <= 56319 ? end - 1 : end)}…`;
}

// src/signin/fields.ts
function isFields(value) {
 return typeof value == "object" && value !== null && !Array.isArray(value);
}
function fieldAt(value, ...path) {
 let at = value;
 for (let key of path) {
  if (!isFields(at) || !Object.hasOwn(at, key)) return;
  at = at[key];
 }
 return at;
}
function textAt(value, path, limit = 256) {
 let found = fieldAt(value, ...path);
 return typeof found == "string" ? cleanText(found, limit) : "";
}
function optionalText(key, value) {
 let field = {};
 return value !== void 0 && value !== "" && (field[key] = value), field;
}

// src/signin/parseJson.ts
function parseJson(text) {
 try {
  return JSON.parse(text);
 } catch {
  return;
 }
}

// src/signin/signIn.ts
var OUTCOMES = ["success", "failure", "unclear"], MFA_ANSWERS = ["yes", "no", "not-visible"], EVENT_KINDS = [
 "console-login",
 "switch-role",
 "identity-center",
 "federation",
 "mfa-check",
 "recovery",
 "cli-login",
 "tampering",
 "unreadable"
];

// src/journal/entryOf.ts
var STATES = ["sent", "digested", "folded", "muted"];
function entryOf(row) {
 let text = (key, limit = 1024) => textAt(row, [key], limit), stored = fieldAt(row, "details"), details = typeof stored == "string" ? parseJson(stored) : void 0, more = (key) => optionalText(key, textAt(details, [key])), settledAt = fieldAt(row, "settledAt"), marks = marksOf(row);
 return {
  signIn: {
   eventId: text("eventID"),
   eventName: text("eventName"),
   kind: oneOf(EVENT_KINDS, fieldAt(details, "kind"), "unreadable"),
   eventSource: text("eventSource"),
   accountId: text("accountId"),
   who: whoOf(fieldAt(details, "who")),
   principal: text("principal"),
   identityType: text("identityType"),
   outcome: oneOf(OUTCOMES, fieldAt(row, "outcome"), "unclear"),
   mfa: oneOf(MFA_ANSWERS, fieldAt(row, "mfa"), "not-visible"),
   occurredAt: text("occurredAt"),
   timeIsKnown: fieldAt(details, "timeIsKnown") === !0,
   sourceIPAddress: text("sourceIPAddress"),
   userAgent: text("userAgent"),
   awsRegion: text("awsRegion"),
   ...optionalText("userName", text("userName")),
   ...optionalText("errorMessage", text("errorMessage")),
   ...more("switchFrom"),
   ...more("switchTo"),
   ...more("credentialType"),
   ...more("target"),
   ...more("unclear")
  },
  state: oneOf(STATES, fieldAt(row, "state"), "claimed"),
  storedAt: Number(fieldAt(row, "storedAt") ?? 0),
  ...typeof settledAt == "number" ? { settledAt } : {},
  ...marks === void 0 ? {} : { marks }
 };
}
function marksOf(row) {
 let [address, client] = [fieldAt(row, "firstAddress"), fieldAt(row, "firstClient")];
 if ((address ?? client ?? void 0) !== void 0)
  return { address: !!address, client: !!client };
}
function whoOf(value) {
 let text = (key) => textAt(value, [key]), name = text("name"), kind = text("kind");
 switch (kind) {
  case "root":
  case "hidden-user":
   return { kind };
  case "iam-user":
  case "federated":
  case "service":
   return { kind, name };
  case "role-session": {
   let set = text("permissionSet");
   return { ...{ kind, session: text("session"), role: text("role") }, ...optionalText("permissionSet", set) };
  }
  case "identity-center": {
   let userId = text("userId");
   return { kind, ...optionalText("name", name), ...optionalText("userId", userId) };
  }
  default:
   return { kind: "unknown", ...optionalText("name", name) };
 }
}
function oneOf(values, value, fallback) {
 return values.find((known) => known === value) ?? fallback;
}

// src/aws/dynamoDbRows.ts
const { ConditionalCheckFailedException, GetItemCommand, UpdateItemCommand } = require("@aws-sdk/client-dynamodb");

// src/errors.ts
var LoginbellError = class extends Error {
 name = "LoginbellError";
 code;
 constructor(code, message, options) {
  super(message, options), this.code = code;
 }
};
function reasonOf(error) {
 return (error instanceof Error ? error.message : String(error)).replace(/\s+/g, " ").trim();
}

// src/aws/items.ts
function toItem(values) {
 let item = {};
 for (let [key, value] of Object.entries(values))
  typeof value == "string" ? item[key] = { S: value } : typeof value == "number" ? item[key] = { N: String(value) } : typeof value == "boolean" ? item[key] = { BOOL: value } : value !== void 0 && (item[key] = { SS: [...value] });
 return item;
}
function fromItem(item) {
 let values = {};
 for (let [key, { S, N, BOOL, SS }] of Object.entries(item))
  values[key] = S ?? BOOL ?? SS ?? (N === void 0 ? void 0 : Number(N));
 return values;
}

// src/aws/dynamoDbRows.ts
function createDynamoDbRows(client, TableName) {
 let load = async (eventID) => {
  let Key = toItem({ eventID }), { Item } = await client.send(
   new GetItemCommand({ TableName, Key, ConsistentRead: !0 })
  );
  return fromItem(Item ?? {});
 };
 return {
  load,
  update: async ({ eventID, set, where, values, once = !1 }) => {
   let command = new UpdateItemCommand({
    TableName,
    Key: toItem({ eventID }),
    UpdateExpression: set,
    ConditionExpression: where,
    ExpressionAttributeNames: /#state/.test(set + where) ? { "#state": "state" } : void 0,
    ExpressionAttributeValues: toItem(values),
    ReturnValues: "ALL_NEW",
    ReturnValuesOnConditionCheckFailure: "ALL_OLD"
   });
   once && sendOnce(command);
   try {
    let { Attributes = {} } = await client.send(command);
    return { done: !0, row: fromItem(Attributes) };
   } catch (error) {
    let before = oldItem(error);
    return { done: !1, row: before.Item ? fromItem(before.Item) : await load(eventID) };
   }
  }
 };
}
function oldItem(error) {
 if (error instanceof ConditionalCheckFailedException) return error;
 throw error;
}
function sendOnce({ middlewareStack }) {
 let unsure;
 middlewareStack.add(
  (next) => async (args) => {
   if (unsure !== void 0) throw unsure;
   try {
    return await next(args);
   } catch (error) {
    throw error instanceof Error && /Throttl|Exceeded/.test(error.name) || (unsure = error), error;
   }
  },
  { step: "finalizeRequest", priority: "low" }
 );
}
async function answered(answer) {
 try {
  return await answer;
 } catch (error) {
  let message = `DynamoDB did not answer: ${reasonOf(error)}`;
  throw new LoginbellError("journal-failed", message, { cause: error });
 }
}

// src/aws/pace.ts
function createProcessPace(clock) {
 let free = 0;
 return {
  take: async (ms, ahead) => {
   let start = Math.max(clock.now(), free);
   if (!(start - clock.now() > ahead))
    return free = start + ms, start;
  }
 };
}
function createDynamoDbPace(rows, clock, key) {
 return {
  take: async (ms, ahead) => {
   let now = clock.now(), next = async (set, where, values) => {
    let { done, row } = await answered(
     rows.update({ eventID: key, set: `SET freeAt = ${set}`, where, values })
    );
    return done ? Number(row.freeAt) - ms : void 0;
   };
   if (!(ahead < 0))
    return await next(":next", "attribute_not_exists(freeAt) OR freeAt <= :now", {
     ":now": now,
     ":next": now + ms
    }) ?? next("freeAt + :ms", "freeAt <= :latest", { ":ms": ms, ":latest": now + ahead });
  }
 };
}

// src/aws/dynamoDbCrowd.ts
var LIFE = 15 * 864e5, OPEN = "gathering#open";
function createDynamoDbCrowd(rows, clock) {
 let pace = createDynamoDbPace(rows, clock, "gathering#budget"), rowOf = (id) => `gathering#${id}`, expiry = () => Math.floor((clock.now() + LIFE) / 1e3);
 async function open(id, now, gatherMs) {
  let { row } = await rows.update({
   eventID: OPEN,
   set: "SET opener = :id, closesAt = :closesAt",
   where: "attribute_not_exists(closesAt) OR closesAt <= :now",
   values: { ":id": id, ":closesAt": now + gatherMs, ":now": now }
  }), opener = String(row.opener);
  return { id: opener, closesAt: Number(row.closesAt), isOpener: opener === id };
 }
 return {
  admit: async (notices, { alone, everyMs }) => await pace.take(notices * everyMs, (alone - notices) * everyMs) !== void 0,
  join: async (id, members, { gatherMs }) => {
   let gathering = await answered(open(id, clock.now(), gatherMs));
   if (gathering.isOpener) return gathering;
   let { done } = await answered(
    rows.update({
     eventID: rowOf(gathering.id),
     set: "SET unixtime = :unixtime ADD members :members",
     where: "attribute_not_exists(closed)",
     // Given away by a first attempt, and refused to a second that came after the closing: told twice.
     once: !0,
     values: {
      ":unixtime": expiry(),
      ":members": members.map(({ eventId, token }) => `${eventId} ${token}`)
     }
    })
   );
   return done ? gathering : void 0;
  },
  close: async (id) => {
   let { row } = await answered(
    rows.update({
     eventID: rowOf(id),
     set: "SET closed = :closed, unixtime = :unixtime",
     values: { ":closed": !0, ":unixtime": expiry() }
    })
   );
   return (Array.isArray(row.members) ? row.members : []).map((member) => {
    let [eventId = "", token = ""] = String(member).split(" ");
    return { eventId, token };
   });
  },
  takeOver: async ({ eventId, token }, lease) => {
   let { done, row } = await answered(
    rows.update({
     eventID: eventId,
     set: "SET leaseToken = :mine, leaseUntil = :until",
     where: "#state = :claimed AND (leaseToken IN (:theirs, :mine) OR leaseUntil <= :now)",
     values: {
      ":claimed": "claimed",
      ":mine": lease.token,
      ":theirs": token,
      ":until": lease.until,
      ":now": clock.now()
     }
    })
   );
   return done ? entryOf(row).signIn : void 0;
  }
 };
}

// src/aws/dynamoDbJournal.ts
const { PutItemCommand, QueryCommand } = require("@aws-sdk/client-dynamodb");

// src/journal/bucketKey.ts
function bucketKey({ accountId, hour, group }) {
 return `failures#${accountId}#${hour}#${group}`;
}

// src/signin/localTime.ts
function localTime(iso, timeZone) {
 let date = new Date(iso);
 return Number.isNaN(date.getTime()) ? "?" : formatterFor(timeZone).format(date).replaceAll("-", "/");
}
var formatters = /* @__PURE__ */ new Map();
function formatterFor(timeZone) {
 let known = formatters.get(timeZone);
 if (known !== void 0) return known;
 let numeric = "numeric", made = new Intl.DateTimeFormat("sv-SE", {
  timeZone,
  year: numeric,
  month: numeric,
  day: numeric,
  hour: numeric,
  minute: numeric,
  second: numeric
 });
 return formatters.set(timeZone, made), made;
}

// src/signin/client.ts
var PROGRAMS = [
 [/\bEdg(?:e|A|iOS)?\/(\d+)/, "Edge"],
 [/\bOPR\/(\d+)/, "Opera"],
 [/\bVivaldi\/(\d+)/, "Vivaldi"],
 [/\bSamsungBrowser\/(\d+)/, "Samsung Internet"],
 [/\b(?:Firefox|FxiOS)\/(\d+)/, "Firefox"],
 [/\bHeadlessChrome\/(\d+)/, "Headless Chrome"],
 [/\b(?:Chrome|CriOS)\/(\d+)/, "Chrome"],
 [/\bVersion\/(\d+)[\d.]* (?:Mobile\/\w+ )?Safari\//, "Safari"],
 [/\bMSIE (\d+)|\bTrident\/.*rv:(\d+)/, "Internet Explorer"],
 [/\baws-cli\/(\d+)/, "AWS CLI"],
 [/\bTerraform\/(\d+)/, "Terraform"],
 [/\b(?:Boto3|Botocore)\/(\d+)/i, "Boto3"],
 [/\baws-sdk-[\w-]+\/(\d+)/, "AWS SDK"],
 [/\bpython-requests\/(\d+)/, "Python"],
 [/\b(?:Java|Jersey)\/(\d+)?/, "Java"],
 [/\bGo-http-client\/(\d+)/, "Go"],
 [/\bcurl\/(\d+)/, "curl"],
 [/\bconsole\.amazonaws\.com|\bsignin\.amazonaws\.com/, "AWS Console"]
], SYSTEMS = [
 [/\biPhone\b/, "iPhone"],
 [/\biPad\b/, "iPad"],
 [/\bAndroid\b/, "Android"],
 [/\bCrOS\b/, "ChromeOS"],
 [/\bWindows\b/i, "Windows"],
 [/\bMac(?:intosh| ?OS)|\bos\/macos|\bDarwin\b/i, "macOS"],
 [/\bLinux\b/i, "Linux"]
];
function clientOf(userAgent) {
 let system = SYSTEMS.find(([pattern]) => pattern.test(userAgent))?.[1];
 for (let [pattern, name] of PROGRAMS) {
  let match = pattern.exec(userAgent);
  if (match === null) continue;
  let version = match[1] ?? match[2];
  return {
   label: joined(name, system),
   text: joined(version === void 0 ? name : `${name} ${version}`, system)
  };
 }
 let word = /^[^\s/(]{1,40}/.exec(userAgent)?.[0] ?? "";
 return { label: joined(word, system), text: joined(word, system) };
}
function joined(program, system) {
 return [program, system].filter(Boolean).join(" / ");
}

// src/signin/testSignIn.ts
var TEST_PREFIX = "loginbell-test-";
function isTest({ eventId }) {
 return eventId.startsWith(TEST_PREFIX);
}

// src/signin/predecessor.ts
function isPredecessor(other, signIn) {
 return other.eventId !== signIn.eventId && other.outcome === "success" && other.principal === signIn.principal && other.eventName === signIn.eventName && other.occurredAt < signIn.occurredAt;
}
function narrowFirstSeen(known, signIn, others) {
 let earlier = others.filter((other) => isPredecessor(other, signIn)), keys = seenKeys(signIn);
 return {
  address: known.address && !earlier.some((other) => seenKeys(other).address === keys.address),
  client: known.client && !earlier.some((other) => seenKeys(other).client === keys.client)
 };
}
function seenKeys(signIn) {
 let { principal, eventName, sourceIPAddress } = signIn;
 if (isTest(signIn)) return { address: void 0, client: void 0 };
 let client = clientOf(signIn.userAgent).label;
 return {
  address: sourceIPAddress === "" ? void 0 : `${principal}|${eventName}|${sourceIPAddress}`,
  client: client === "" ? void 0 : `${principal}|${eventName}|${client}`
 };
}
function byTime(a, b) {
 let [left, right] = [a.occurredAt + a.eventId, b.occurredAt + b.eventId];
 return left < right ? -1 : left > right ? 1 : 0;
}

// src/journal/columns.ts
var DAY = 864e5, LEAST_LIFE = 7 * DAY;
function columnsOf(signIn, storedAt, settings) {
 let occurred = Date.parse(signIn.occurredAt), keys = signIn.outcome === "success" ? seenKeys(signIn) : void 0, { kind, who, timeIsKnown, switchFrom, switchTo, credentialType, target, unclear } = signIn, rest = { kind, who, timeIsKnown, switchFrom, switchTo, credentialType, target, unclear }, expiry = settings.retentionDays === void 0 ? void 0 : isTest(signIn) ? storedAt + DAY : Math.max(occurred + settings.retentionDays * DAY, storedAt + LEAST_LIFE);
 return {
  eventID: signIn.eventId,
  eventTime: localTime(signIn.occurredAt, settings.timeZone),
  eventName: signIn.eventName,
  principal: signIn.principal,
  identityType: signIn.identityType,
  outcome: signIn.outcome,
  mfa: signIn.mfa,
  occurredAt: signIn.occurredAt,
  day: signIn.occurredAt.slice(0, 10),
  details: JSON.stringify(rest),
  ...optionalText("accountId", signIn.accountId),
  ...optionalText("userName", signIn.userName),
  ...optionalText("eventSource", signIn.eventSource),
  ...optionalText("awsRegion", signIn.awsRegion),
  ...optionalText("sourceIPAddress", signIn.sourceIPAddress),
  ...optionalText("userAgent", signIn.userAgent),
  ...optionalText("principalAddress", keys?.address),
  ...optionalText("principalClient", keys?.client),
  ...optionalText("errorMessage", signIn.errorMessage),
  ...expiry === void 0 ? {} : { unixtime: Math.floor(expiry / 1e3) }
 };
}

// src/journal/matchesQuery.ts
function matchesQuery(signIn, query) {
 let { user, accountId, outcome } = query;
 return signIn.occurredAt >= query.since && signIn.occurredAt < query.until && (user === void 0 || namesOf(signIn).includes(user)) && (accountId === void 0 || signIn.accountId === accountId) && (outcome === void 0 || signIn.outcome === outcome);
}
function namesOf({ principal, userName, who }) {
 let name = "name" in who ? who.name : "session" in who ? who.session : void 0;
 return [principal, userName, name];
}

// src/aws/dynamoDbJournal.ts
var DAY2 = 864e5;
function createDynamoDbJournal(deps) {
 let { client, tableName: TableName, clock, settings } = deps, rows = createDynamoDbRows(client, TableName), oldest = () => clock.now() - settings.retentionDays * DAY2;
 async function claim(signIn, lease) {
  let now = clock.now(), columns = columnsOf(signIn, now, settings), [leaseToken, leaseUntil] = [lease.token, lease.until];
  try {
   let { Attributes: before } = await client.send(
    new PutItemCommand({
     TableName,
     Item: toItem({ ...columns, state: "claimed", storedAt: now, leaseToken, leaseUntil }),
     ConditionExpression: "attribute_not_exists(eventID) OR (#state = :claimed AND leaseUntil <= :now)",
     ExpressionAttributeNames: { "#state": "state" },
     ExpressionAttributeValues: toItem({ ":claimed": "claimed", ":now": now }),
     ReturnValues: "ALL_OLD",
     ReturnValuesOnConditionCheckFailure: "ALL_OLD"
    })
   );
   return { kind: "claimed", isNew: before === void 0 };
  } catch (error) {
   let { Item } = oldItem(error), row = Item ? fromItem(Item) : await rows.load(signIn.eventId), { state } = entryOf(row);
   return row.state === void 0 ? { kind: "settled", state: "sent" } : state !== "claimed" ? { kind: "settled", state } : row.leaseToken === lease.token ? { kind: "claimed", isNew: !1 } : { kind: "held", until: Number(row.leaseUntil) };
  }
 }
 async function isFirst(signIn, index, key, value) {
  if (value === void 0) return !1;
  let before = Date.parse(signIn.occurredAt) - 1;
  if (before < oldest()) return !0;
  let { Items } = await client.send(
   new QueryCommand({
    TableName,
    IndexName: index,
    KeyConditionExpression: `${key} = :key AND occurredAt BETWEEN :oldest AND :before`,
    ExpressionAttributeValues: toItem({
     ":key": value,
     ":oldest": new Date(oldest()).toISOString(),
     ":before": new Date(before).toISOString()
    }),
    Limit: 1
   })
  );
  return Items?.length === 0;
 }
 async function* query(index, key, value, asked) {
  let input = {
   TableName,
   IndexName: index,
   KeyConditionExpression: "#key = :key AND occurredAt BETWEEN :since AND :until",
   FilterExpression: "unixtime > :now",
   ExpressionAttributeNames: { "#key": key },
   ExpressionAttributeValues: toItem({
    ":key": value,
    ":since": asked.since,
    ":until": asked.until,
    ":now": Math.floor(clock.now() / 1e3)
   }),
   ScanIndexForward: !1
  };
  for (let start; ; ) {
   let page = await answered(
    client.send(new QueryCommand({ ...input, ExclusiveStartKey: start }))
   );
   for (let item of page.Items ?? []) {
    let entry = entryOf(fromItem(item));
    matchesQuery(entry.signIn, asked) && (yield entry);
   }
   if (start = page.LastEvaluatedKey, start === void 0) return;
  }
 }
 return {
  claim: (signIn, lease) => answered(claim(signIn, lease)),
  settle: async (settlements) => {
   await answered(
    Promise.all(
     settlements.map(
      ({ eventId, state, at, marks }) => rows.update({
       eventID: eventId,
       set: `SET #state = :state, settledAt = :at${marks ? ", firstAddress = :address, firstClient = :client" : ""} REMOVE leaseToken, leaseUntil`,
       where: "attribute_exists(eventID)",
       values: {
        ":state": state,
        ":at": at,
        ...marks ? { ":address": marks.address, ":client": marks.client } : {}
       }
      })
     )
    )
   );
  },
  release: async (eventId, { token }) => {
   await answered(
    rows.update({
     eventID: eventId,
     set: "SET leaseUntil = :zero",
     where: "leaseToken = :token AND #state = :claimed",
     values: { ":token": token, ":claimed": "claimed", ":zero": 0 }
    })
   );
  },
  countFailures: async (bucket, by) => {
   let unixtime = Math.floor(Date.parse(`${bucket.hour}:00:00Z`) / 1e3 + 8 * DAY2 / 1e3), { row } = await answered(
    rows.update({
     eventID: bucketKey(bucket),
     set: "SET unixtime = :unixtime ADD failures :by",
     values: { ":by": by, ":unixtime": unixtime },
     // A lost answer is an error here: then these failures are told as claimed again, and none counts twice.
     once: !0
    })
   );
   return Number(row.failures);
  },
  firstSeen: async (signIn) => {
   let keys = seenKeys(signIn), [address, client2] = await answered(
    Promise.all([
     isFirst(signIn, "byAddress", "principalAddress", keys.address),
     isFirst(signIn, "byClient", "principalClient", keys.client)
    ])
   );
   return { address, client: client2 };
  },
  async *entries(asked) {
   let floor = new Date(oldest() - 7 * DAY2).toISOString(), ceiling = new Date(clock.now() + 2 * DAY2).toISOString(), since = asked.since > floor ? asked.since : floor, until = asked.until < ceiling ? asked.until : ceiling, span = { ...asked, since, until };
   if (asked.user?.includes(":")) yield* query("byPrincipal", "principal", asked.user, span);
   else {
    let first = Date.parse(since.slice(0, 10));
    for (let day = Date.parse(until.slice(0, 10)); day >= first; day -= DAY2)
     yield* query("byDay", "day", new Date(day).toISOString().slice(0, 10), span);
   }
  }
 };
}

// src/aws/snsNotifier.ts
const { PublishCommand } = require("@aws-sdk/client-sns");

// src/aws/snsMessage.ts
function snsMessage(notice, topicArn) {
 let { subject, text, content, attributes, signIns } = notice, chat = {
  version: "1.0",
  source: "custom",
  content: {
   textType: "client-markdown",
   title: escapeMarkdown(subject),
   description: [content.headline, ...content.alerts, ...rowsOf(notice), ...content.lines].map(escapeMarkdown).join(`
`),
   nextSteps: content.steps.map(escapeMarkdown),
   ...content.link === void 0 ? {} : { keywords: [`<${content.link}|CloudTrail>`] }
  },
  metadata: {
   threadId: content.eventIds[0],
   summary: escapeMarkdown(subject),
   eventType: attributes.eventName
  }
 };
 return {
  TopicArn: topicArn,
  MessageStructure: "json",
  Message: JSON.stringify({
   default: JSON.stringify({ version: 1, ...attributes, subject, signIns }),
   email: text,
   https: JSON.stringify(chat),
   sms: subject
  }),
  MessageAttributes: Object.fromEntries(
   Object.entries(attributes).filter(([, value]) => value !== "").map(([name, value]) => [name, { DataType: "String", StringValue: value }])
  )
 };
}
function rowsOf({ content }) {
 return content.rows.map(([label, value]) => `${label}: ${value}`);
}
function escapeMarkdown(text) {
 return text.replace(/[*_~`<>|[\]@#]/g, (mark) => `\\${mark}`);
}

// src/aws/snsNotifier.ts
var SPACING = 120, LONGEST_WAIT = { critical: 25e3, warning: 15e3, info: 15e3 };
function createSnsNotifier(deps) {
 let { client, topicArn, clock, pace } = deps, ownPace = createProcessPace(clock);
 return {
  send: async (notice) => {
   let ahead = LONGEST_WAIT[notice.attributes.severity], slot = await pace.take(SPACING, ahead).catch(() => ownPace.take(SPACING, ahead));
   if (slot === void 0) {
    let message = `more notices wait for ${topicArn} than it takes in ${ahead / 1e3} s; this one is tried again`;
    throw new LoginbellError("notifier-failed", message);
   }
   let wait = slot - clock.now();
   wait > 0 && await clock.sleep(wait);
   let publish = (subject) => client.send(new PublishCommand({ ...snsMessage(notice, topicArn), Subject: subject }));
   try {
    await publish(notice.subject).catch((error) => {
     if (!(error instanceof Error && /InvalidParameter/.test(error.name)) || !/subject/i.test(error.message)) throw error;
     return publish(notice.asciiSubject);
    });
   } catch (error) {
    let message = `SNS did not take the notice for ${topicArn}: ${reasonOf(error)}`;
    throw new LoginbellError("notifier-failed", message, { cause: error });
   }
  }
 };
}

// src/aws/timeouts.ts
var TIMEOUTS = {
 connectionTimeout: 2e3,
 requestTimeout: 5e3,
 throwOnRequestTimeout: !0
};

// src/notice/wording.en.ts
var en = {
 urgent: "CRITICAL ",
 test: "TEST ",
 separator: ", ",
 success: "succeeded",
 failure: "failed",
 unclear: "result unclear",
 rootUser: "the root user",
 hiddenUser: "a user name that does not exist in this account",
 noSuchUser: "nonexistent user",
 unknownUser: "unknown user",
 viaRole: "{name} (role {role})",
 viaSet: "{name} via permission set {role}",
 userKinds: {
  "iam-user": "IAM user",
  "identity-center": "Identity Center user",
  federated: "federated user",
  service: "AWS service"
 },
 told: "{event} {outcome}: {who}.",
 toldUnclear: "{event}, not known whether it succeeded: {who}.",
 tampered: "{who} called {event} on the {link}: {outcome}.",
 links: {
  cloudtrail: "trail",
  logs: "log group",
  "logs+": "subscription filter",
  lambda: "function",
  "lambda+": "permission of the function",
  iam: "role",
  "iam+": "policy",
  dynamodb: "table",
  sns: "topic",
  "sns+": "subscription",
  sqs: "dead-letter queue",
  monitoring: "alarm",
  events: "rule",
  scheduler: "schedule",
  cloudformation: "stack",
  s3: "bucket",
  kms: "KMS key"
 },
 done: {
  ConsoleLogin: "{who} signed in to the AWS Management Console.",
  CredentialChallenge: "IAM Identity Center asked {who} for a credential. This is not a completed sign-in.",
  CredentialVerification: "{who} passed a credential check of IAM Identity Center. This is not a completed sign-in.",
  CheckMfa: "{who} reached the MFA check of a console sign-in. This is not a completed sign-in.",
  PasswordRecoveryRequested: "A password reset was requested: {who}."
 },
 events: {
  ConsoleLogin: "AWS console sign-in",
  SwitchRole: "AWS role switch",
  ExitRole: "AWS role exit",
  UserAuthentication: "AWS Identity Center sign-in",
  CredentialChallenge: "AWS Identity Center challenge",
  CredentialVerification: "AWS Identity Center credential check",
  GetSigninToken: "AWS sign-in token request",
  Federate: "AWS federation",
  CheckMfa: "AWS console MFA check",
  PasswordRecoveryRequested: "AWS password reset request",
  PasswordRecoveryCompleted: "AWS password reset",
  PasswordUpdated: "AWS password change",
  EmailUpdated: "AWS e-mail address change",
  AuthorizeOAuth2Access: "AWS tool approval (aws login)",
  CreateOAuth2Token: "AWS tool credentials (aws login)",
  tampering: "AWS monitoring change ({event})",
  unreadable: "AWS sign-in (details unclear)",
  other: "AWS sign-in"
 },
 yes: "used",
 no: "not used",
 notVisible: "not visible to AWS (checked by your identity provider, if at all)",
 notRecorded: "not recorded",
 result: "Result",
 error: "Error",
 account: "Account",
 event: "Event",
 target: "Target",
 from: "From",
 to: "To",
 credential: "Credential",
 time: "Time",
 address: "IP address",
 client: "Client",
 region: "Region",
 users: "Users",
 addresses: "Tried from",
 eventId: "Event ID",
 noMfa: "no MFA",
 late: "late",
 nth: "failed, no. {count} this hour",
 first: " (first time for this user)",
 unknown: "unknown",
 unknownAccount: "unknown account",
 noTime: "unknown; received {time}",
 more: " and more",
 accounts: "{count} accounts",
 digest: "{count} AWS sign-ins",
 counted: "{count} {word}",
 rootAlert: "Daily work should never need the root user.",
 noMfaAlert: "Signed in without MFA.",
 failureAlert: "It failed, so nothing was done.",
 unclearAlert: "Treat it as a success until you know.",
 unreadPart: "Part of the record could not be read: {unclear}",
 lateAlert: "Arrived late: it happened more than 24 hours earlier.",
 foundAlert: "It had not arrived the usual way; the hourly check found it.",
 testAlert: "This is a test: nobody signed in.",
 tally: "Failure no. {count} for {where} in the hour from {since}. You are told only of no. 1, 2, 3, 10, 100, 1000 … (next: {next}); silence does not mean it stopped.",
 deaf: "If it no longer works, sign-ins do not reach loginbell.",
 mute: "If it no longer works, nobody is told of sign-ins.",
 blind: "If it no longer works, faults of loginbell go unnoticed.",
 forgetful: "If it no longer works, what the trail records is not kept.",
 ifNotYou: "If this was not expected",
 steps: {
  ask: "Ask the person. If it was them or a typing mistake, nothing needs to be done.",
  check: "Check in CloudTrail what was done before and after.",
  reset: "Reset the password and MFA of {name}; deactivate any access keys.",
  mailbox: "Secure the mailbox of the root e-mail address (password, MFA, forwarding).",
  support: "If you cannot sign in, contact AWS Support at once.",
  denyUser: "In IAM, attach the AWSDenyAll policy to {name}: it stops open sessions too.",
  revokeRole: "In IAM, open role {role} and revoke its sessions.",
  stopSource: "Disable the identity behind {name}, in IAM or at your identity provider.",
  stopPerson: "In IAM Identity Center, disable {name} and end their sessions.",
  denySet: "To end open sessions too, add a deny policy to permission set {role}.",
  protect: "Make sure that MFA is on and the password is used nowhere else.",
  watch: "If it goes on, look for successes from the same IP address.",
  noHurry: "No hurry: nobody can sign in with a user name that does not exist.",
  open: "Look up the original record in the event history of CloudTrail.",
  restore: "Check that the trail records and notices arrive; if not, put them back."
 }
};

// src/notice/wording.ja.ts
var ja = {
 urgent: "【重要】",
 test: "【テスト】",
 separator: "・",
 success: "成功",
 failure: "失敗",
 unclear: "成否不明",
 rootUser: "ルートユーザー",
 hiddenUser: "このアカウントに存在しないユーザー名",
 noSuchUser: "存在しないユーザー名",
 unknownUser: "不明なユーザー",
 viaRole: "{name} (ロール {role})",
 viaSet: "{name} (許可セット {role})",
 userKinds: {
  "iam-user": "IAMユーザー",
  "identity-center": "Identity Centerユーザー",
  federated: "フェデレーションユーザー",
  service: "AWSサービス"
 },
 told: "{who} の{event}が{outcome}しました。",
 toldUnclear: "{who} の{event}がありましたが、成功したかどうかは不明です。",
 tampered: "{who} が{link} に {event} を実行しました: {outcome}。",
 links: {
  cloudtrail: "証跡",
  logs: "ロググループ",
  "logs+": "サブスクリプションフィルター",
  lambda: "関数",
  "lambda+": "関数の呼び出し許可",
  iam: "ロール",
  "iam+": "ポリシー",
  dynamodb: "テーブル",
  sns: "トピック",
  "sns+": "サブスクリプション",
  sqs: "デッドレターキュー",
  monitoring: "アラーム",
  events: "ルール",
  scheduler: "スケジュール",
  cloudformation: "スタック",
  s3: "バケット",
  kms: "KMSキー"
 },
 done: {
  ConsoleLogin: "{who} がAWSマネジメントコンソールにログインしました。",
  CredentialChallenge: "{who} がIAM Identity Centerの認証を求められました。サインインの完了ではありません。",
  CredentialVerification: "{who} がIAM Identity Centerの認証に通りました。サインインの完了ではありません。",
  CheckMfa: "{who} のコンソールログインがMFAの確認に進みました。ログインの完了ではありません。",
  PasswordRecoveryRequested: "{who} のパスワードの再設定が要求されました。"
 },
 events: {
  ConsoleLogin: "AWSコンソールログイン",
  SwitchRole: "AWSロール切り替え",
  ExitRole: "AWSロール切り替えの終了",
  UserAuthentication: "AWS Identity Centerサインイン",
  CredentialChallenge: "AWS Identity Center認証要求",
  CredentialVerification: "AWS Identity Center認証",
  GetSigninToken: "AWSサインイントークン取得",
  Federate: "AWSフェデレーション",
  CheckMfa: "AWSコンソールMFA確認",
  PasswordRecoveryRequested: "AWSパスワード再設定の要求",
  PasswordRecoveryCompleted: "AWSパスワード再設定",
  PasswordUpdated: "AWSパスワード変更",
  EmailUpdated: "AWSメールアドレス変更",
  AuthorizeOAuth2Access: "AWSツール利用の許可 (aws login)",
  CreateOAuth2Token: "AWSツールの認証情報取得 (aws login)",
  tampering: "AWS監視設定の変更 ({event})",
  unreadable: "AWSサインイン (詳細不明)",
  other: "AWSサインイン"
 },
 yes: "使用",
 no: "なし",
 notVisible: "AWSからは見えません (確認の有無はIDプロバイダー次第)",
 notRecorded: "記録なし",
 result: "結果",
 error: "エラー",
 account: "アカウント",
 event: "イベント",
 target: "対象",
 from: "切り替え元",
 to: "切り替え先",
 credential: "認証方法",
 time: "日時",
 address: "IPアドレス",
 client: "端末",
 region: "リージョン",
 users: "ユーザー",
 addresses: "試行元",
 eventId: "イベントID",
 noMfa: "MFAなし",
 late: "遅延",
 nth: "失敗・この1時間で{count}回目",
 first: " (このユーザーでは初めて)",
 unknown: "不明",
 unknownAccount: "アカウント不明",
 noTime: "不明、受信は {time}",
 more: " ほか",
 accounts: "{count}アカウント",
 digest: "AWSサインイン{count}件",
 counted: "{word}{count}",
 rootAlert: "ルートユーザーは、日常の作業では使わないはずのユーザーです。",
 noMfaAlert: "MFAなしのログインです。",
 failureAlert: "失敗したため、何も行われていません。",
 unclearAlert: "成功したものと考えて確認してください。",
 unreadPart: "記録の一部を読み取れませんでした: {unclear}",
 lateAlert: "24時間以上前の出来事が、遅れて届きました。",
 foundAlert: "通常の経路では届かず、1時間ごとの点検で見つかりました。",
 testAlert: "これはテストです。誰もログインしていません。",
 tally: "{where} で{since}からの1時間に{count}回目の失敗です。お知らせは1、2、3、10、100、1000回目…だけです (次は{next}回目)。通知がなくても、止まったとは限りません。",
 deaf: "これが働かないと、サインインがloginbellに届きません。",
 mute: "これが働かないと、サインインが誰にも通知されません。",
 blind: "これが働かないと、loginbellの不具合に気づけません。",
 forgetful: "これが働かないと、証跡の記録が残りません。",
 ifNotYou: "心当たりがない場合",
 steps: {
  ask: "本人に確認してください。本人の操作や入力の誤りなら、対応は不要です。",
  check: "CloudTrailで、前後の操作を確認してください。",
  reset: "{name} のパスワードとMFAを設定し直し、アクセスキーがあれば無効にしてください。",
  mailbox: "登録メールアドレスのアカウントを保護してください (パスワード、MFA、転送設定)。",
  support: "サインインできないときは、すぐにAWSサポートに連絡してください。",
  denyUser: "IAMで {name} にAWSDenyAllポリシーを付けてください (開いているセッションも止まります)。",
  revokeRole: "IAMでロール {role} の「セッションの取り消し」を実行してください。",
  stopSource: "{name} の元のIDを、IAMまたはIDプロバイダーで停止してください。",
  stopPerson: "IAM Identity Centerで {name} を無効にし、セッションを終了してください。",
  denySet: "開いているセッションを止めるには、許可セット {role} に拒否ポリシーを付けてください。",
  protect: "MFAが有効で、パスワードが使い回しでないことを確認してください。",
  watch: "続くようなら、同じIPアドレスからの成功がないか確認してください。",
  noHurry: "存在しないユーザー名ではログインできません。急ぐ必要はありません。",
  open: "CloudTrailのイベント履歴で、元の記録を確認してください。",
  restore: "証跡と通知が動いているか確認し、止まっていれば元に戻してください。"
 }
};

// src/notice/wording.ts
function wordsOf(language) {
 return language === "ja" ? ja : en;
}
function voiceOf(settings) {
 return { ...wordsOf(settings.language), ...settings };
}
function fill(template, values) {
 return template.replace(/\{(\w+)\}/g, (_, key) => String(values[key])).replace(/(?<=[ァ-龠]) (?=[がでのに])/g, "");
}
function own(table, key) {
 return Object.hasOwn(table, key) ? table[key] : void 0;
}

// src/notice/status.ts
function isWithoutMfa({ mfa, outcome }) {
 return mfa === "no" && outcome !== "failure";
}
function repetition({ tally }) {
 return tally && tally.count > 1 ? tally : void 0;
}
function statusOf(telling, words) {
 let { signIn, late } = telling, tally = repetition(telling);
 return joined2(words.separator, [
  tally ? fill(words.nth, { count: tally.count }) : words[signIn.outcome],
  isWithoutMfa(signIn) && words.noMfa,
  late && words.late
 ]);
}
function joined2(separator, texts) {
 return texts.filter(Boolean).join(separator);
}

// src/notice/severity.ts
function severityOf({ signIn, marks }) {
 let { kind, outcome, who } = signIn;
 return kind === "recovery" || kind === "tampering" || who.kind === "root" && outcome !== "failure" ? "critical" : outcome !== "success" || kind === "unreadable" || signIn.unclear !== void 0 || marks?.address && marks.client || kind === "console-login" && who.kind === "iam-user" && isWithoutMfa(signIn) ? "warning" : "info";
}

// src/bell/floods.ts
var ALONE_LIMIT = 20, ROOT_ALONE_LIMIT = 100, DIGEST_SIZE = 50, BUDGET = { alone: 20, everyMs: 15e3, gatherMs: 12e3 }, LATE_AFTER = 24 * 36e5;
function ringsAt(count) {
 return count >= 1 && (count <= 3 || /^10+$/.test(String(count)));
}
function bucketOf(signIn) {
 return {
  accountId: signIn.accountId,
  hour: signIn.occurredAt.slice(0, 13),
  group: groupOf(signIn)
 };
}
function groupOf({ kind, who }) {
 return kind === "tampering" || kind === "recovery" ? kind : who.kind === "root" ? "root" : "users";
}
function planNotices(ringing) {
 let root = ringing.filter(({ telling }) => telling.signIn.who.kind === "root"), others = ringing.filter(({ telling }) => telling.signIn.who.kind !== "root"), critical = others.filter(({ telling }) => severityOf(telling) === "critical"), ordinary = others.filter((one) => !critical.includes(one));
 return [
  ...aloneUpTo(ROOT_ALONE_LIMIT, root),
  ...aloneUpTo(ALONE_LIMIT, critical),
  ...aloneUpTo(
   ALONE_LIMIT,
   ordinary.filter(({ telling }) => !telling.late)
  ),
  ...planDigests(ordinary.filter(({ telling }) => telling.late))
 ];
}
function isOrdinary(signIn) {
 let isCritical = severityOf({ signIn, late: !1 }) === "critical";
 return !countsAsFailure(signIn) && signIn.who.kind !== "root" && !isCritical;
}
function aloneUpTo(limit, ringing) {
 return ringing.length > limit ? planDigests(ringing) : ringing.map(({ telling, folded }) => ({ tellings: [telling], folded }));
}
function planDigests(ringing) {
 let plans = [];
 for (let start = 0; start < ringing.length; start += DIGEST_SIZE) {
  let part = ringing.slice(start, start + DIGEST_SIZE);
  plans.push({
   tellings: part.map(({ telling }) => telling),
   folded: part.flatMap(({ folded }) => folded)
  });
 }
 return plans;
}
function countsAsFailure(signIn) {
 return signIn.outcome === "failure";
}

// src/concurrently.ts
async function concurrently(items, limit, work) {
 let queue = items.values(), worker = async () => {
  for (let item of queue) await work(item);
 }, workers = Array.from({ length: Math.min(limit, items.length) }, worker), ended = await Promise.allSettled(workers);
 for (let end of ended) if (end.status === "rejected") throw end.reason;
}

// src/bell/run.ts
function startRun(deps, settings) {
 return {
  deps,
  settings,
  startedAt: deps.clock.now(),
  leases: /* @__PURE__ */ new Map(),
  report: {
   records: 0,
   notWatched: 0,
   duplicates: 0,
   notices: 0,
   gathered: 0,
   unreadable: [],
   settled: [],
   held: [],
   failures: []
  }
 };
}
function each(run, items, work) {
 return concurrently(items, run.settings.concurrency, work);
}
function leaseOf({ deps, settings }) {
 return { token: deps.leaseToken, until: deps.clock.now() + settings.leaseMs };
}
async function attempt(run, step, signIns, work) {
 try {
  await work();
 } catch (error) {
  for (let signIn of signIns) fail(run, signIn, step, error);
  await each(
   run,
   signIns,
   ({ eventId }) => (
    // If even this fails, the lease runs out by itself; the failure is in the report already.
    run.deps.journal.release(eventId, leaseOf(run)).catch(() => {
    })
   )
  );
 }
}
function fail(run, { eventId }, step, error) {
 run.report.failures.push({ eventId, step, reason: reasonOf(error) });
}

// src/bell/assess.ts
async function assessAll(run, claimed) {
 let ringing = [], signIns = claimed.map(({ signIn }) => signIn);
 return await each(
  run,
  signIns.filter((signIn) => !countsAsFailure(signIn)),
  (signIn) => attempt(run, "assess", [signIn], async () => {
   ringing.push({ telling: await assess(run, signIn, signIns), folded: [] });
  })
 ), ringing;
}
async function assess(run, signIn, envelope) {
 let known = await run.deps.journal.firstSeen(signIn);
 return { ...unassessed(run, signIn), marks: narrowFirstSeen(known, signIn, envelope) };
}
function unassessed({ settings, startedAt }, signIn) {
 let isOld = startedAt - Date.parse(signIn.occurredAt) > LATE_AFTER, { found = !1 } = settings;
 return { signIn, late: found || signIn.timeIsKnown && isOld, found };
}

// src/bell/claim.ts
async function claimAll(run, signIns) {
 let claimed = [];
 return await each(
  run,
  signIns,
  (signIn) => attempt(run, "claim", [signIn], async () => {
   let lease = leaseOf(run), claim = await run.deps.journal.claim(signIn, lease);
   claim.kind === "claimed" ? (run.leases.set(signIn.eventId, lease.until), claimed.push({ signIn, isNew: claim.isNew })) : claim.kind === "settled" ? run.report.duplicates += 1 : run.report.held.push({ eventId: signIn.eventId, until: claim.until });
  })
 ), claimed.sort((a, b) => byTime(a.signIn, b.signIn));
}

// src/notice/defang.ts
var HOST = /(\/\/)?(?<![\p{L}\p{N}_-])([\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)+)(?=([/?#]|:\d)?)/gu, LINKED = /^www\.|\.(com|net|org|info|biz|io|dev|app|ai|xyz|top|site|online|shop|club|link|click|live|store|cloud|tech|page|zip|mov|icu|co|me|cc|tv|ly|gg|ws|tk|ml|gq|su|jp|cn|ru|in|br|kr|uk|us|eu|de|fr|it|nl|ca|au|xn--[\w-]+)$/i, EMAIL = /^(?!www\.)[\w.+-]+@[\w-]+(\.[\w-]+)+$/i;
function defang(text) {
 return EMAIL.test(text) ? text : text.replace(
  HOST,
  (all, scheme, host, after) => /\.\D[^.]*$/.test(host) && (scheme || after || LINKED.test(host)) ? all.replaceAll(".", "[.]") : all
 ).replace(/http(?=s?:\/\/)/gi, "hxxp").replaceAll("://", "[:]//").replaceAll("=?", "=[?]");
}

// src/notice/safe.ts
var MATHEMATICAL = /[\u{1D400}-\u{1D7FF}]/gu, LOOK_ALIKES = /[\p{sc=Cyrl}\p{sc=Grek}\p{sc=Armn}\p{sc=Cher}\p{sc=Copt}\p{sc=Lisu}\u0250-\u02FF\u1D00-\u1DBF\u2100-\u218F\u2460-\u24FF\uFF01-\uFF5E]/gu;
function safe(text, limit = 120) {
 return shorten(defang(markLookAlikes(cleanText(text, limit * 2))), limit);
}
function markLookAlikes(text) {
 let marked = text.replace(MATHEMATICAL, numbered);
 return /[A-Za-z]/.test(text) ? marked.replace(LOOK_ALIKES, numbered) : marked;
}
function numbered(letter) {
 return `[U+${letter.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0")}]`;
}

// src/notice/displayName.ts
var NO_SUCH_USER = "(no such user)";
function nameParts(who) {
 let role = who.kind === "role-session" ? safe(who.permissionSet ?? who.role) || "?" : "";
 return { name: safe(personOf(who)) || "?", role };
}
function personOf(who) {
 return who.kind === "root" ? "Root" : who.kind === "hidden-user" ? NO_SUCH_USER : who.kind === "role-session" ? who.session : who.name || who.kind === "identity-center" && who.userId || "";
}
function shortName(who) {
 let { name, role } = nameParts(who);
 return role ? `${name} (${role})` : name;
}
function briefName(who, words) {
 return who.kind === "hidden-user" ? words.noSuchUser : who.kind === "unknown" ? nameIn(who, words) : shortName(who);
}
function nameIn(who, words) {
 let parts = nameParts(who);
 return who.kind === "hidden-user" ? words.hiddenUser : who.kind === "role-session" ? fill(who.permissionSet === void 0 ? words.viaRole : words.viaSet, parts) : who.kind === "unknown" && parts.name === "?" ? words.unknownUser : parts.name;
}

// src/notice/displayWidth.ts
var WIDE = new RegExp("[\\u1100-\\u115f\\u2e80-\\ua4cf\\uac00-\\ud7a3\\uf900-\\ufaff\\ufe30-\\ufe6f\\uff01-\\uff60\\uffe0-\\uffe6\\u{20000}-\\u{3fffd}]|\\p{Emoji_Presentation}", "gu");
function displayWidth(text) {
 return text.replace(new RegExp("\\p{M}", "gu"), "").replace(WIDE, "--").length;
}

// src/notice/renderText.ts
function renderText(content) {
 let { rows, link, lines } = content, width = Math.max(...rows.map(([label]) => displayWidth(label))) + 2, eventIds = `${wordsOf(content.language).eventId}: ${content.eventIds.join(", ")}`;
 return `${[
  [content.headline],
  content.alerts.map((alert) => `! ${alert}`),
  rows.map(([label, value]) => `  ${label}${" ".repeat(width - displayWidth(label))}${value}`),
  lines.map((line) => `- ${line}`),
  [`${content.stepsHeading}:`, ...content.steps.map((step, i) => `${i + 1}. ${step}`)],
  link ? ["CloudTrail:", link] : [],
  lines.length > 0 ? [] : [eventIds]
 ].filter((block) => block.length > 0).map((block) => block.join(`
`)).join(`

`)}
`;
}

// src/notice/finishNotice.ts
function finishNotice(tellings, draft, writeSubject, settings) {
 let { severity } = draft, signIns = tellings.map(({ signIn }) => signIn), voice = voiceOf(settings), content = {
  ...draft,
  language: voice.language,
  stepsHeading: voice.ifNotYou,
  eventIds: signIns.map(({ eventId }) => safe(eventId))
 }, subject = (using) => writeSubject(
  using,
  (signIns.some(isTest) ? using.test : "") + (severity === "critical" ? using.urgent : "")
 ), common = (field) => commonWord(signIns.map((signIn) => signIn[field]));
 return {
  subject: subject(voice),
  asciiSubject: subject(voiceOf({ ...settings, language: "en" })).replaceAll("…", "~").replace(/[^ -~]+/g, "?"),
  text: renderText(content),
  content,
  attributes: {
   outcome: common("outcome"),
   identityType: common("identityType"),
   mfa: common("mfa"),
   accountId: common("accountId"),
   eventName: common("eventName"),
   severity
  },
  signIns
 };
}
function commonWord(values) {
 let [word = "", ...others] = new Set(values);
 return others.length > 0 ? "mixed" : /^[\w-]{1,64}$/.test(word) ? word : "unknown";
}

// src/notice/rows.ts
function rowsOf2(telling, voice) {
 let { signIn } = telling, tally = repetition(telling);
 return [
  [voice.result, voice[signIn.outcome]],
  [voice.error, safe(signIn.errorMessage ?? "", 240)],
  ["MFA", mfaOf(signIn, voice)],
  [voice.account, accountLabel(signIn.accountId, voice)],
  [voice.event, signIn.eventName === "ConsoleLogin" ? "" : safe(signIn.eventName)],
  [voice.target, safe(signIn.target ?? "")],
  [voice.from, arnOf(signIn.switchFrom, voice)],
  [voice.to, arnOf(signIn.switchTo, voice)],
  [voice.credential, safe(signIn.credentialType ?? "")],
  [voice.time, whenOf(signIn, voice)],
  [voice.address, addressOf(telling, voice)],
  [voice.client, clientTextOf(telling, voice)],
  [voice.region, safe(signIn.awsRegion) || voice.unknown],
  [voice.users, listed(tally?.users, voice, tally?.more)],
  [voice.addresses, listed(tally?.addresses, voice, tally?.more)]
 ].filter(([, value]) => value);
}
function accountLabel(id, { accountNames, unknownAccount }) {
 return `${safe(own(accountNames, id) ?? "", 40)} ${safe(id, 16) || unknownAccount}`.trim();
}
function addressOf({ signIn, marks }, { unknown, first }) {
 return (safe(signIn.sourceIPAddress) || unknown) + (marks?.address ? first : "");
}
function clientTextOf({ signIn, marks }, { unknown, first }) {
 return (safe(clientOf(signIn.userAgent).text) || unknown) + (marks?.client ? first : "");
}
function listed(texts = [], voice, hasMore = !1) {
 let shown = texts.map((text) => text === NO_SUCH_USER ? voice.noSuchUser : safe(text, 60));
 return shown.slice(0, 10).join(", ") + (hasMore || shown.length > 10 ? voice.more : "");
}
function mfaOf({ mfa, kind, who, eventName, outcome }, voice) {
 return mfa === "no" && outcome === "failure" ? "" : mfa !== "not-visible" ? voice[mfa] : /^console|^federation/.test(kind) || eventName === "UserAuthentication" ? /root|iam|hidden/.test(who.kind) ? voice.notRecorded : voice.notVisible : "";
}
function whenOf({ occurredAt, timeIsKnown }, { timeZone, noTime }) {
 let local = `${localTime(occurredAt, timeZone)} ${timeZone}`, utc = localTime(occurredAt, "UTC").replaceAll("/", "-"), time = timeZone === "UTC" ? local : `${local} (${utc} UTC)`;
 return timeIsKnown ? time : fill(noTime, { time });
}
function arnOf(arn = "", voice) {
 let [, id, name] = /:(\d{12}):(.+)$/.exec(arn) ?? [];
 return id && name ? `${safe(name)} (${accountLabel(id, voice)})` : safe(arn);
}

// src/signin/target.ts
var NAMES = [
 "name",
 "trailName",
 "filterName",
 "logGroupName",
 "resourceIdentifier",
 "functionName",
 "subscriptionArn",
 "topicArn",
 "tableName",
 "queueUrl",
 "stackName",
 "alarmNames",
 "alarmName",
 "rule",
 "roleName",
 "policyArn",
 "bucketName",
 "keyId"
];
function targetOf(record) {
 return cleanText(targetsOf(record).join(", "), 256);
}
function actsOn(record, resource) {
 let name = plainName(resource).replace(
  /\W/g,
  (mark) => mark === "*" ? "[^:/]*" : `\\${mark}`
 ), own2 = new RegExp(`(^|[:/])${name}($|[:/])`);
 return targetsOf(record).some((target) => own2.test(plainName(target)));
}
function plainName(target) {
 return target.replace(/^arn(:[^:]*){4}:([a-z]+\/)?|^https:.*\//, "");
}
function targetsOf(record) {
 for (let name of NAMES) {
  let texts = [fieldAt(record, "requestParameters", name)].flat().filter((text) => typeof text == "string" && text !== "");
  if (texts.length > 0) return texts.map(String);
 }
 return [];
}

// src/notice/link.ts
var PART = /subscri|RemovePermission\d|PolicyVersion|^DeletePolicy$/i, LOSSES = [
 [/^(cloudtrail|logs(?! \/aws\/lambda)|lambda\+)/, "deaf"],
 [/^(logs|sqs|monitoring|events|scheduler)/, "blind"],
 [/^s3/, "forgetful"]
];
function linkOf(signIn, { links }) {
 return joined2(" ", [own(links, keyOf(signIn)), nameOf(signIn)]) || "?";
}
function lossOf(signIn, words) {
 let link = `${keyOf(signIn)} ${nameOf(signIn)}`;
 return words[LOSSES.find(([links]) => links.test(link))?.[1] ?? "mute"];
}
function keyOf({ eventSource, eventName }) {
 return eventSource.replace(/\..*/, PART.test(eventName) ? "+" : "");
}
function nameOf({ target = "" }) {
 return safe(plainName(target));
}

// src/notice/headline.ts
var API_DATE = /20\d{6}(v\d)?$/;
function titleOf({ kind, eventName }, { events }) {
 return fill(own(events, kind === "tampering" || kind === "unreadable" ? kind : eventName) ?? events.other, {
  event: callOf(eventName, 24)
 });
}
function callOf(eventName, limit) {
 return safe(eventName.replace(API_DATE, ""), limit);
}
function headlineOf(signIn, words) {
 let { who, outcome } = signIn, isTampering = signIn.kind === "tampering", done = outcome === "success" && !isTampering ? own(words.done, signIn.eventName) : void 0, told = outcome === "unclear" ? words.toldUnclear : words.told, name = nameIn(who, words), kind = own(words.userKinds, who.kind);
 return fill(isTampering ? words.tampered : done ?? told, {
  who: who.kind === "root" ? words.rootUser : kind ? `${name} (${kind})` : name,
  event: isTampering ? callOf(signIn.eventName, 60) : titleOf(signIn, words),
  link: linkOf(signIn, words),
  outcome: words[outcome]
 }).replace(/^the root/, "The root");
}

// src/notice/subject.ts
var LIMIT = 99;
function subjectOf(telling) {
 let { who, accountId } = telling.signIn;
 return (voice, urgent) => {
  let name = briefName(who, voice), others = (repetition(telling)?.users.length ?? 1) - 1;
  return fitted(
   `${urgent + titleOf(telling.signIn, voice)}: `,
   others > 0 ? `${name} +${others}` : name,
   ` ${statusOf(telling, voice)}`,
   accountsLabel([accountId], voice)
  );
 };
}
function accountsLabel(ids, voice) {
 let [only = "", ...others] = ids;
 return others.length > 0 ? fill(voice.accounts, { count: ids.length }) : accountLabel(only, voice);
}
function fitted(start, name, end, account) {
 let room = LIMIT - `${start}${end} (${account})`.length, missing = Math.min(name.length, 12) - room, number = account.replace(/^.* (?=\d{12}$)/, "");
 if (missing > 0 && number !== account) return fitted(start, name, end, number);
 let begin = missing > 0 ? `${shorten(start, start.length - missing - 2)}: ` : start;
 return shorten(`${begin}${shorten(name, Math.max(room, 12))}${end} (${account})`, LIMIT);
}

// src/notice/composeDigest.ts
var LOUD = ["critical", "warning"];
function composeDigest(tellings, settings) {
 let voice = voiceOf(settings), told = tellings.toSorted((a, b) => a.signIn.occurredAt < b.signIn.occurredAt ? -1 : 1), unique = (read) => [...new Set(told.map(read))], accountIds = unique(({ signIn }) => signIn.accountId), accounts = accountIds.map((id) => accountLabel(id, voice)), users = unique(({ signIn }) => briefName(signIn.who, voice)), times = told.map((telling) => timeOf(telling, voice)), severities = told.map(severityOf), draft = {
  severity: LOUD.find((severity) => severities.includes(severity)) ?? "info",
  headline: titleOf2(told, voice) + countsOf(told, voice),
  alerts: [],
  rows: [
   [voice.users, listed(users, voice)],
   [voice.account, listed(accounts, voice)],
   [voice.time, `${times[0]} – ${times.at(-1)} ${voice.timeZone}`]
  ],
  lines: told.map((telling) => lineOf(telling, voice, accounts.length > 1)),
  steps: [voice.steps.ask, voice.steps.check]
 };
 return finishNotice(told, draft, (using, urgent) => fitted(
  urgent + titleOf2(told, using),
  countsOf(told, using),
  "",
  accountsLabel(accountIds, using)
 ), settings);
}
function titleOf2(told, words) {
 return `${fill(words.digest, { count: told.length })}: `;
}
function countsOf(told, words) {
 let { success, failure, unclear, noMfa, late, counted, separator } = words, all = told.flatMap((telling) => [
  words[telling.signIn.outcome],
  telling.signIn.who.kind === "root" && "Root",
  isWithoutMfa(telling.signIn) && noMfa,
  telling.late && late
 ]);
 return [success, failure, unclear, "Root", noMfa, late].map((word) => ({ word, count: all.filter((it) => it === word).length })).filter(({ count }) => count > 0).map((values) => fill(counted, values)).join(separator);
}
function lineOf(telling, voice, hasAccount) {
 let { signIn, late } = telling, time = timeOf(telling, voice);
 return joined2(voice.separator, [
  `${late ? time : time.slice(5)} ${briefName(signIn.who, voice)}`,
  statusOf(telling, voice),
  signIn.mfa === "yes" && `MFA ${voice.yes}`,
  addressOf(telling, voice),
  signIn.eventName !== "ConsoleLogin" && safe(signIn.eventName),
  hasAccount && accountLabel(signIn.accountId, voice)
 ]);
}
function timeOf({ signIn }, { timeZone }) {
 return localTime(signIn.occurredAt, timeZone);
}

// src/notice/alerts.ts
function alertsOf(telling, voice) {
 let { signIn, marks, late, found } = telling, { outcome, kind, unclear } = signIn, isRoot = signIn.who.kind === "root", tally = repetition(telling);
 return [
  isTest(signIn) && voice.testAlert,
  isRoot && kind !== "recovery" && voice.rootAlert,
  isWithoutMfa(signIn) && voice.noMfaAlert,
  outcome === "failure" && voice.failureAlert,
  outcome === "unclear" && voice.unclearAlert,
  kind === "tampering" && outcome !== "failure" && lossOf(signIn, voice),
  tally && fill(voice.tally, {
   where: isRoot ? voice.rootUser : accountLabel(signIn.accountId, voice),
   count: tally.count,
   since: localTime(tally.since, voice.timeZone).slice(11, 16),
   next: nextRing(tally.count)
  }),
  marks?.address && `${voice.address}: ${addressOf(telling, voice)}`,
  marks?.client && `${voice.client}: ${clientTextOf(telling, voice)}`,
  unclear && fill(voice.unreadPart, { unclear: safe(unclear, 200) }),
  found ? voice.foundAlert : late && voice.lateAlert
 ].flatMap((alert) => alert || []);
}
function nextRing(count) {
 return count < 3 ? count + 1 : 10 ** Math.floor(Math.log10(count) + 1);
}

// src/notice/consoleLink.ts
var REGION = /^(af|ap|ca|cn|eu|il|me|mx|sa|us|us-gov)-((north|south)(east|west)?|east|west|central)-\d$/;
function consoleLink({ awsRegion, eventId }) {
 let region = awsRegion === "global" ? "us-east-1" : awsRegion;
 if (!REGION.test(region) || !/^(?!derived-|loginbell-)[\w-]{1,64}$/.test(eventId))
  return;
 let host = region.startsWith("cn-") ? "console.amazonaws.cn" : region.startsWith("us-gov-") ? "console.amazonaws-us-gov.com" : `${region}.console.aws.amazon.com`, [place, id] = [region, eventId].map(encodeURIComponent);
 return `https://${host}/cloudtrailv2/home?region=${place}#/events/${id}`;
}

// src/notice/steps.ts
var STOP = {
 root: ["reset", "mailbox"],
 "iam-user": ["denyUser", "reset"],
 "role-session": ["revokeRole", "stopSource"],
 "identity-center": ["stopPerson", "reset"],
 federated: ["stopSource"]
};
function stepsOf(signIn, words) {
 let parts = nameParts(signIn.who), name = signIn.who.kind === "root" || signIn.kind === "recovery" ? words.rootUser : parts.name;
 return stepKeys(signIn).map((step) => fill(words.steps[step], { ...parts, name }));
}
function stepKeys(signIn) {
 let { who, kind, outcome } = signIn;
 if (isTest(signIn)) return ["ask"];
 let stop = who.kind === "role-session" && who.permissionSet !== void 0 ? ["stopPerson", "denySet"] : STOP[who.kind] ?? ["open"];
 return kind === "recovery" ? ["mailbox", "reset", "support"] : kind === "tampering" ? ["restore", "ask", ...stop.slice(0, 1), "check"] : kind === "cli-login" && outcome !== "failure" ? ["ask", ...stop, "check"] : outcome !== "failure" ? [...stop, "check"] : who.kind === "hidden-user" ? ["noHurry", "watch"] : who.kind === "root" ? ["protect", "mailbox"] : ["ask", "protect", "watch"];
}

// src/notice/composeNotice.ts
function composeNotice(telling, settings) {
 let { signIn } = telling, voice = voiceOf(settings), link = consoleLink(signIn), draft = {
  severity: severityOf(telling),
  headline: headlineOf(signIn, voice),
  alerts: alertsOf(telling, voice),
  rows: rowsOf2(telling, voice),
  lines: [],
  steps: stepsOf(signIn, voice),
  ...link && { link }
 };
 return finishNotice([telling], draft, subjectOf(telling), settings);
}

// src/bell/deliver.ts
var SETTLE_ATTEMPTS = 5;
async function deliver(run, plans) {
 await each(run, plans, async (planned) => {
  let plan = await withoutLost(run, planned);
  if (plan.tellings.length === 0) return;
  let told = membersOf(plan);
  await attempt(run, "send", told, async () => {
   let notice = await send(run, plan), { subject } = notice, state = plan.tellings.length === 1 ? "sent" : "digested";
   await settleAll(run, [
    ...plan.tellings.map(({ signIn, marks }) => ({ signIn, state, subject, marks })),
    ...plan.folded.map((signIn) => ({ signIn, state: "folded" }))
   ]), run.deps.onSent?.(notice);
  });
 });
}
async function withoutLost(run, plan) {
 let now = run.deps.clock.now(), isOurs = ({ eventId }) => (run.leases.get(eventId) ?? 0) > now, tellings = plan.tellings.filter(({ signIn }) => isOurs(signIn)), folded = tellings.length === 0 ? [] : plan.folded.filter(isOurs), kept = new Set(membersOf({ tellings, folded })), lost = membersOf(plan).filter((signIn) => !kept.has(signIn));
 return lost.length > 0 && await attempt(
  run,
  "send",
  lost,
  () => Promise.reject(new Error("the lease ran out before it could be sent"))
 ), { tellings, folded };
}
function membersOf({ tellings, folded }) {
 return [...tellings.map(({ signIn }) => signIn), ...folded];
}
async function send(run, { tellings }) {
 let [only, ...rest] = tellings, notice = only !== void 0 && rest.length === 0 ? composeNotice(only, run.settings.notice) : composeDigest(tellings, run.settings.notice);
 return await run.deps.notifier.send(notice), run.report.notices += 1, notice;
}
async function settleAll(run, settlings) {
 if (settlings.length === 0) return;
 let { journal, clock } = run.deps, at = clock.now(), settlements = settlings.map(({ signIn, state, marks }) => ({ eventId: signIn.eventId, state, at, ...marks ? { marks } : {} }));
 for (let attempts = 1; ; attempts += 1)
  try {
   await journal.settle(settlements);
   break;
  } catch (error) {
   if (attempts === SETTLE_ATTEMPTS) {
    for (let { signIn } of settlings) fail(run, signIn, "settle", error);
    return;
   }
   await clock.sleep(100 * 2 ** attempts);
  }
 for (let { signIn, state, subject } of settlings)
  run.report.settled.push({ signIn, state, ...subject ? { subject } : {} });
}

// src/bell/failures.ts
var TRIES = 200, NAMED = 10;
async function countFailures(run, claimed) {
 let failed = claimed.filter(({ signIn }) => countsAsFailure(signIn)), buckets = Map.groupBy(failed, ({ signIn }) => JSON.stringify(bucketOf(signIn))), ringing = [];
 return await each(run, [...buckets.values()], async (bucket) => {
  let signIns = bucket.map(({ signIn }) => signIn);
  await attempt(run, "count", signIns, async () => {
   ringing.push(...await countBucket(run, bucket));
  });
 }), ringing;
}
async function countBucket(run, failed) {
 let [first] = failed;
 if (first === void 0) return [];
 let bucket = bucketOf(first.signIn), signIns = failed.map(({ signIn }) => signIn), fresh = failed.filter(({ isNew }) => isNew).map(({ signIn }) => signIn), again = failed.filter(({ isNew }) => !isNew).map(({ signIn }) => signIn), total = await run.deps.journal.countFailures(bucket, fresh.length), leads = [], silent = [];
 for (let [i, signIn] of fresh.entries()) {
  let count = total - fresh.length + i + 1;
  ringsAt(count) ? leads.push({ signIn, count, folded: [] }) : silent.push(signIn);
 }
 let last = again.at(-1);
 if (last !== void 0) {
  let count = Math.max(total, again.length);
  leads.push({ signIn: last, count, folded: again.slice(0, -1) });
 }
 await settleAll(
  run,
  silent.map((signIn) => ({ signIn, state: "folded" }))
 );
 let tries = leads.some(({ count }) => count > 1) ? await loadTries(run, bucket, signIns) : signIns, ringing = [];
 for (let { signIn, count, folded } of leads) {
  let tally = tallyOf(bucket, count, tries);
  ringing.push({ telling: { ...await assessFailure(run, signIn, signIns), tally }, folded });
 }
 return ringing;
}
async function assessFailure(run, signIn, envelope) {
 try {
  return await assess(run, signIn, envelope);
 } catch {
  return unassessed(run, signIn);
 }
}
async function loadTries(run, bucket, envelope) {
 let since = startOf(bucket), until = new Date(Date.parse(since) + 36e5).toISOString(), tries = new Map(envelope.slice(-TRIES).map((signIn) => [signIn.eventId, signIn])), looked = 0, query = { since, until, accountId: bucket.accountId, outcome: "failure" };
 for await (let { signIn } of run.deps.history.entries(query))
  if (bucketOf(signIn).group === bucket.group && tries.set(signIn.eventId, signIn), looked += 1, looked === TRIES) break;
 return [...tries.values()].sort((a, b) => byTime(b, a));
}
function tallyOf(bucket, count, tries) {
 let users = [...new Set(tries.map(({ who }) => shortName(who)))], addresses = [...new Set(tries.map(({ sourceIPAddress }) => sourceIPAddress))];
 return {
  count,
  since: startOf(bucket),
  users: users.slice(0, NAMED),
  addresses: addresses.slice(0, NAMED),
  more: users.length > NAMED || addresses.length > NAMED || count > tries.length
 };
}
function startOf(bucket) {
 return `${bucket.hour}:00:00.000Z`;
}

// src/bell/gather.ts
async function gather(run, signIns, claimed) {
 let { crowd, clock, leaseToken } = run.deps, { budget = BUDGET } = run.settings, [first] = signIns;
 if (first === void 0) return { atOnce: claimed, own: [] };
 let id = first.eventId;
 if (!(claimed.length === signIns.length && claimed.every((one) => one.isNew))) return { atOnce: claimed, own: [], gathering: { id, closesAt: clock.now() } };
 let own2 = claimed.filter(({ signIn }) => isOrdinary(signIn) && !unassessed(run, signIn).late), notices = own2.length > ALONE_LIMIT ? Math.ceil(own2.length / DIGEST_SIZE) : own2.length;
 if (notices === 0 || await crowd.admit(notices, budget).catch(() => !0))
  return { atOnce: claimed, own: [] };
 let members = own2.map(({ signIn }) => ({ eventId: signIn.eventId, token: leaseToken })), atOnce = claimed.filter((one) => !own2.includes(one)), joined3 = [];
 if (await attempt(run, "gather", members, async () => {
  joined3.push(await crowd.join(id, members, budget));
 }), joined3.length === 0) return { atOnce, own: [] };
 let [gathering] = joined3;
 return gathering === void 0 ? { atOnce: claimed, own: [] } : gathering.isOpener ? { atOnce, own: own2, gathering } : (run.report.gathered += own2.length, { atOnce, own: [] });
}
async function tellGathered(run, { gathering, own: own2 }) {
 if (gathering === void 0) return;
 let { crowd, clock } = run.deps, { id, closesAt } = gathering;
 closesAt > clock.now() && await clock.sleep(closesAt - clock.now());
 let claimed = [...own2], members = [];
 try {
  members = await crowd.close(id);
 } catch (error) {
  fail(run, { eventId: id }, "gather", error);
 }
 await each(
  run,
  members,
  (member) => attempt(run, "gather", [member], async () => {
   let lease = leaseOf(run), signIn = await crowd.takeOver(member, lease);
   signIn !== void 0 && (run.leases.set(signIn.eventId, lease.until), claimed.push({ signIn, isNew: !1 }));
  })
 ), await deliver(run, planDigests(await assessAll(run, claimed)));
}

// src/signin/parseSignIn.ts
const { createHash } = require("node:crypto");

// src/signin/events.ts
var EVENTS_SETTINGS = ["ConsoleLogin", "AllSignIns", "AllSignInsAndTampering"], SIGN_INS = /* @__PURE__ */ new Map([
 ["ConsoleLogin", "console-login"],
 ["SwitchRole", "switch-role"],
 ["ExitRole", "switch-role"],
 ["UserAuthentication", "identity-center"],
 ["CredentialChallenge", "identity-center"],
 ["CredentialVerification", "identity-center"],
 ["GetSigninToken", "federation"],
 ["Federate", "federation"],
 ["CheckMfa", "mfa-check"],
 ["PasswordRecoveryRequested", "recovery"],
 ["PasswordRecoveryCompleted", "recovery"],
 ["PasswordUpdated", "recovery"],
 ["EmailUpdated", "recovery"],
 ["AuthorizeOAuth2Access", "cli-login"],
 ["CreateOAuth2Token", "cli-login"]
]), TRAIL_CHANGES = /^(StopLogging|DeleteTrail|UpdateTrail|PutEventSelectors)$/, CHAIN_CHANGES = {
 "logs.amazonaws.com": /^(Delete(SubscriptionFilter|LogGroup|LogStream)|Put(SubscriptionFilter|RetentionPolicy)|(A|Disa)ssociateKmsKey)$/,
 "sns.amazonaws.com": /^(Unsubscribe|DeleteTopic|SetTopicAttributes|SetSubscriptionAttributes|RemovePermission)$/,
 "lambda.amazonaws.com": /^(DeleteFunction|UpdateFunctionCode|UpdateFunctionConfiguration|RemovePermission|PutFunctionConcurrency|(Delete|Put|Update)FunctionEventInvokeConfig)(\d{8}(v\d)?)?$/,
 "dynamodb.amazonaws.com": /^(DeleteTable|UpdateTable|UpdateTimeToLive)$/,
 "sqs.amazonaws.com": /^(DeleteQueue|PurgeQueue|SetQueueAttributes)$/,
 "cloudformation.amazonaws.com": /^(DeleteStack|UpdateStack|ExecuteChangeSet)$/,
 "monitoring.amazonaws.com": /^(DeleteAlarms|DisableAlarmActions|PutMetricAlarm)$/,
 "events.amazonaws.com": /^(DeleteRule|DisableRule|RemoveTargets)$/,
 "scheduler.amazonaws.com": /^(DeleteSchedule|UpdateSchedule)$/,
 "iam.amazonaws.com": /^(DeleteRole|(Delete|Detach|Put|Attach)RolePolicy|UpdateAssumeRolePolicy|PutRolePermissionsBoundary|DeletePolicy|(Create|SetDefault)PolicyVersion)$/,
 "s3.amazonaws.com": /^(DeleteBucket|DeleteBucketPolicy|PutBucketPolicy|PutBucketLifecycle)$/,
 "kms.amazonaws.com": /^(DisableKey|ScheduleKeyDeletion|PutKeyPolicy)$/
};
function watchedKind(eventName, eventSource, watch, isOn) {
 if (eventName === "ConsoleLogin") return "console-login";
 if (watch.events === "ConsoleLogin") return;
 let signIn = SIGN_INS.get(eventName);
 return signIn !== void 0 ? signIn : watch.events === "AllSignIns" ? void 0 : TRAIL_CHANGES.test(eventName) || (Object.hasOwn(CHAIN_CHANGES, eventSource) ? CHAIN_CHANGES[eventSource] : void 0)?.test(eventName) && watch.ownResources.some(isOn) ? "tampering" : void 0;
}

// src/signin/outcome.ts
function outcomeOf(record, eventName, kind) {
 let error = fieldAt(record, "errorCode") ?? fieldAt(record, "errorMessage"), said = [
  fieldAt(record, "responseElements", eventName),
  fieldAt(record, "serviceEventDetails", eventName),
  fieldAt(record, "additionalEventData", "success"),
  typeof error == "string" && error !== "" ? !1 : void 0,
  kind === "tampering" && isSilentSuccess(record) ? !0 : void 0
 ].map(readOutcome), known = new Set(said.filter((outcome) => outcome !== void 0)), [only] = known;
 return known.size === 1 && only !== void 0 ? only : "unclear";
}
function readOutcome(value) {
 if (value == null) return;
 let text = String(typeof value == "object" ? "" : value).toLowerCase();
 return text === "success" || text === "true" ? "success" : text === "failure" || text === "failed" || text === "false" ? "failure" : "unclear";
}
function isSilentSuccess(record) {
 return fieldAt(record, "errorCode") === void 0 && fieldAt(record, "errorMessage") === void 0 && fieldAt(record, "eventType") === "AwsApiCall";
}
var SECOND_FACTOR = /\b(TOTP|WEBAUTHN|FIDO2?|U2F|EMAIL_OTP|SMS_OTP|MFA)\b/i;
function mfaOf2(record, identityType, kind) {
 let used = fieldAt(record, "additionalEventData", "MFAUsed"), answer = typeof used == "string" || typeof used == "boolean" ? String(used) : "", session = fieldAt(
  record,
  "userIdentity",
  "sessionContext",
  "attributes",
  "mfaAuthenticated"
 );
 if (/^(yes|true)$/i.test(answer) || /^true$/i.test(String(session ?? ""))) return "yes";
 if (kind === "identity-center") {
  let credentials = textAt(record, ["additionalEventData", "CredentialType"]);
  return credentials.includes(",") && SECOND_FACTOR.test(credentials) ? "yes" : "not-visible";
 }
 return (identityType === "IAMUser" || identityType === "Root") && kind === "console-login" && /^(no|false)$/i.test(answer) ? "no" : "not-visible";
}

// src/signin/who.ts
var HIDDEN_USER = "HIDDEN_DUE_TO_SECURITY_REASONS", SSO_ROLE = /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/i;
function identityOf(record, accountId) {
 let text = (...path) => textAt(record, ["userIdentity", ...path]), type = typeOf(text("type"), text("arn")), name = text("userName"), principal = (...parts) => `${encodePart(accountId)}:${parts.map(encodePart).join("/")}`, identity = (who, ...parts) => ({
  who,
  principal: principal(...parts),
  identityType: type,
  ...type === "Root" ? { userName: "Root" } : {},
  ...type === "IAMUser" ? optionalText("userName", name) : {}
 });
 if (type === "Root") return identity({ kind: "root" }, "root");
 if (name === HIDDEN_USER) return identity({ kind: "hidden-user" }, "hidden-user");
 if (type === "IAMUser") {
  let user = name || lastPart(text("arn"));
  if (user !== "") return identity({ kind: "iam-user", name: user }, "user", user);
 }
 let role = roleSession(text);
 if (role !== void 0) return identity(role, "role", role.role, role.session);
 let person = identityCenter(record, type, name);
 if (person !== void 0) {
  let store = lastPart(text("onBehalfOf", "identityStoreArn"));
  return person.userId !== void 0 ? identity(person, "identity-center", store, person.userId) : identity(person, "identity-center-name", person.name ?? "");
 }
 let service = text("invokedBy");
 if (type === "AWSService" || name === "" && service !== "")
  return identity({ kind: "service", name: service || type }, "service", service);
 let federated = name || afterColon(text("principalId"));
 if (/^(FederatedUser|SAMLUser|WebIdentityUser)$/.test(type) && federated !== "")
  return identity({ kind: "federated", name: federated }, type, federated);
 let principalId = text("principalId"), unknown = name || text("arn") || (principalId === accountId ? "" : principalId);
 return identity({ kind: "unknown", ...optionalText("name", unknown) }, "unknown", type, unknown);
}
function typeOf(type, arn) {
 return /^[A-Za-z]{1,32}$/.test(type) ? type : arn.endsWith(":root") ? "Root" : "Unknown";
}
function roleSession(text) {
 let arn = /:assumed-role\/(.+)\/([^/]+)$/.exec(text("arn"));
 if (!(text("type") === "AssumedRole" || text("type") === "Role" || arn !== null)) return;
 let role = text("sessionContext", "sessionIssuer", "userName") || arn?.[1] || "", session = arn?.[2] ?? afterColon(text("principalId"));
 if (role === "" && session === "") return;
 let permissionSet = SSO_ROLE.exec(role)?.[1];
 return {
  kind: "role-session",
  session,
  role,
  ...optionalText("permissionSet", permissionSet)
 };
}
function identityCenter(record, type, name) {
 let userId = textAt(record, ["userIdentity", "onBehalfOf", "userId"]), shown = name || textAt(record, ["additionalEventData", "UserName"]);
 if (!(!(type === "IdentityCenterUser" || userId !== "" || type === "Unknown" && shown) || userId === "" && shown === ""))
  return {
   kind: "identity-center",
   ...optionalText("name", shown),
   ...optionalText("userId", userId)
  };
}
function lastPart(arn) {
 return arn.slice(arn.lastIndexOf("/") + 1);
}
function afterColon(principalId) {
 return principalId.includes(":") ? principalId.slice(principalId.indexOf(":") + 1) : "";
}
function encodePart(part) {
 return part.replace(/[%:/|]/g, encodeURIComponent);
}

// src/signin/parseSignIn.ts
function parseSignIn(record, watch, arrival) {
 if (!isFields(record)) return { kind: "not-a-record", reason: "it is not a JSON object" };
 let eventName = textAt(record, ["eventName"], 128);
 if (eventName === "") return { kind: "not-a-record", reason: "it has no eventName" };
 let eventSource = textAt(record, ["eventSource"], 128), kind = watchedKind(eventName, eventSource, watch, (resource) => actsOn(record, resource));
 return kind === void 0 ? { kind: "not-watched", eventName } : { kind: "sign-in", signIn: understand(record, eventName, eventSource, kind, arrival) };
}
function unreadableSignIn(text, reason, arrival) {
 return { ...understand({ text }, "Unreadable", "", "unreadable", arrival), unclear: reason };
}
function understand(record, eventName, eventSource, kind, arrival) {
 let text = (path, limit) => textAt(record, path, limit), accountId = text(["userIdentity", "accountId"], 32) || text(["recipientAccountId"], 32), identity = identityOf(record, accountId), occurredAt = parseEventTime(fieldAt(record, "eventTime"), arrival.at), outcome = outcomeOf(record, eventName, kind), switched = kind === "switch-role" ? switchOf(record) : { from: "", to: "" };
 return {
  eventId: eventIdOf(record),
  eventName,
  kind,
  eventSource,
  accountId,
  ...identity,
  outcome,
  mfa: mfaOf2(record, identity.identityType, kind),
  occurredAt: new Date(occurredAt ?? arrival.at).toISOString(),
  timeIsKnown: occurredAt !== void 0,
  sourceIPAddress: text(["sourceIPAddress"], 128),
  userAgent: text(["userAgent"], 512),
  awsRegion: text(["awsRegion"], 64),
  ...optionalText("errorMessage", text(["errorMessage"], 300) || text(["errorCode"], 300)),
  ...optionalText("switchFrom", switched.from),
  ...optionalText("switchTo", switched.to),
  ...optionalText("credentialType", text(["additionalEventData", "CredentialType"], 64)),
  ...optionalText("target", kind === "tampering" ? targetOf(record) : ""),
  ...optionalText(
   "unclear",
   unclearOf(record, identity.who.kind, occurredAt !== void 0, arrival)
  )
 };
}
function eventIdOf(record) {
 let eventId = fieldAt(record, "eventID");
 return typeof eventId == "string" && /^[\w.:-]{1,128}$/.test(eventId) ? eventId : `derived-${createHash("sha256").update(fingerprint(record)).digest("hex").slice(0, 32)}`;
}
function fingerprint(record) {
 try {
  return JSON.stringify(record);
 } catch {
  return JSON.stringify(Object.entries(record).filter(([, value]) => typeof value == "string"));
 }
}
var EVENT_TIME = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(\.\d{1,9})?(Z|[+-]\d\d:?\d\d)?$/;
function parseEventTime(value, now) {
 let match = typeof value == "string" ? EVENT_TIME.exec(value.trim()) : null;
 if (match === null) return;
 let [, year, month, day, hour, minute, second, fraction = "", zone = "Z"] = match, millis = fraction.slice(0, 4), time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${millis}${zone}`);
 return Number.isNaN(time) || time < 0 || time > now + 864e5 ? void 0 : time;
}
function switchOf(record) {
 let own2 = textAt(record, ["userIdentity", "arn"]), from = textAt(record, ["additionalEventData", "SwitchFrom"]), to = textAt(record, ["additionalEventData", "SwitchTo"]);
 return { from: from || (to ? own2 : ""), to: to || (from ? own2 : "") };
}
function unclearOf(record, who, timeIsKnown, arrival) {
 return [
  ...arrival.truncated ? ["the record was cut off"] : [],
  ...isFields(fieldAt(record, "userIdentity")) ? [] : ["it does not say who"],
  ...who === "unknown" && isFields(fieldAt(record, "userIdentity")) ? ["the name is missing"] : [],
  ...timeIsKnown ? [] : ["the time is missing or impossible"]
 ].join("; ");
}

// src/bell/understand.ts
function understand2(run, extracted) {
 let { report, settings } = run, found = /* @__PURE__ */ new Map(), add = (signIn) => {
  found.has(signIn.eventId) ? report.duplicates += 1 : found.set(signIn.eventId, signIn);
 };
 for (let item of extracted) {
  if (report.records += 1, item.kind === "unreadable") {
   item.preselected ? add(unreadableSignIn(item.text, item.reason, { at: run.startedAt })) : report.unreadable.push(item.reason);
   continue;
  }
  let arrival = { at: run.startedAt, truncated: item.truncated ?? !1 }, parsed = parseSignIn(item.record, settings.watch, arrival);
  parsed.kind === "sign-in" ? add(parsed.signIn) : parsed.kind === "not-watched" ? report.notWatched += 1 : report.unreadable.push(parsed.reason);
 }
 return [...found.values()].sort(byTime);
}

// src/bell.ts
async function ring(extracted, deps, settings) {
 let run = startRun(deps, settings), signIns = understand2(run, extracted), claimed = await claimAll(run, signIns);
 if (settings.mute)
  return await settleAll(
   run,
   claimed.map(({ signIn }) => ({ signIn, state: "muted" }))
  ), run.report;
 let gathered = await gather(run, signIns, claimed);
 return await Promise.all([tellAtOnce(run, gathered.atOnce), tellGathered(run, gathered)]), run.report;
}
async function tellAtOnce(run, claimed) {
 let ringing = [...await assessAll(run, claimed), ...await countFailures(run, claimed)];
 ringing.sort((a, b) => byTime(a.telling.signIn, b.telling.signIn)), await deliver(run, planNotices(ringing));
}
function isComplete(report) {
 return report.held.length === 0 && report.failures.length === 0;
}

// src/envelopes/recordsOf.ts
const { gunzipSync } = require("node:zlib");

// src/envelopes/truncatedJson.ts
function parseTruncatedJson(text) {
 let whole = parseJson(text);
 if (whole !== void 0) return whole;
 let { end, closers } = scanJson(text);
 return end > 0 ? parseJson(text.slice(0, end) + closers) : void 0;
}
var SCALAR = /(?:true|false|null)(?=[\s,\]}]|$)|[-+.\deE]{1,400}(?=[\s,\]}])/y;
function scanJson(text, from = 0) {
 let open = [], expects = "value", isEmpty = !1, end = from, at = from;
 for (let next = at; at < text.length; at = next) {
  let char = text.charAt(at), closer = open.at(-1);
  if (next = at + 1, !(char <= " ")) {
   if (expects === "value" && (char === "{" || char === "[")) {
    open.push(char === "{" ? "}" : "]"), expects = char === "{" ? "key" : "value", isEmpty = !0, closer && (end = next);
    continue;
   }
   if (!closer) break;
   if (char === expects) {
    expects = char === "," && closer === "}" ? "key" : "value";
    continue;
   }
   if (char === closer && (isEmpty || expects === ","))
    open.pop(), expects = "value";
   else {
    if (expects === "," || expects === ":" || (next = char === '"' ? endOfString(text, at) : expects === "value" ? endOfScalar(text, at) : 0, next === 0)) break;
    if (next > text.length) continue;
   }
   if (isEmpty = !1, expects === "value" && (end = next), expects = expects === "key" ? ":" : ",", open.length === 0) return { end, closers: "", stuckAt: end };
  }
 }
 return { end, closers: open.reverse().join(""), stuckAt: Math.min(at, text.length) };
}
function endOfString(text, start) {
 for (let quote2 = start; ; ) {
  if (quote2 = text.indexOf('"', quote2 + 1), quote2 < 0) return text.length + 1;
  let backslashes = 0;
  for (; text[quote2 - 1 - backslashes] === "\\"; ) backslashes += 1;
  if (backslashes % 2 === 0) return quote2 + 1;
 }
}
function endOfScalar(text, start) {
 return SCALAR.lastIndex = start, SCALAR.test(text) ? SCALAR.lastIndex : 0;
}

// src/envelopes/recordsOf.ts
var DEEPEST = 8, LONGEST_TEXT = 8192, MOST_UNPACKED = 64 * 1024 * 1024;
function* recordsOf(value) {
 yield* visit(value, 0, !1);
}
function* visit(value, depth, preselected) {
 if (depth > DEEPEST) yield unreadable(value, "it is nested too deeply", preselected);
 else if (Array.isArray(value)) yield* visitEach(value, depth, preselected);
 else if (!isFields(value)) yield unreadable(value, "it is not a JSON object", preselected);
 else if ("awslogs" in value) yield* fromLogEvents(decode(value.awslogs));
 else if ("messageType" in value || "logEvents" in value) yield* fromLogEvents(value);
 else if ("requestPayload" in value) yield* visit(value.requestPayload, depth + 1, preselected);
 else if ("detail-type" in value) {
  let chosen = textAt(value, ["detail-type"]).endsWith("via CloudTrail");
  yield* visit(value.detail, depth + 1, chosen);
 } else if (typeof value.CloudTrailEvent == "string")
  yield fromText(value.CloudTrailEvent, preselected);
 else {
  let list = value.Records ?? value.records ?? value.Events;
  Array.isArray(list) ? yield* visitEach(list, depth, preselected) : yield single(value, preselected);
 }
}
function* visitEach(list, depth, preselected) {
 for (let value of list)
  try {
   yield* visit(value, depth + 1, preselected);
  } catch {
   yield unreadable(value, "it is an awslogs payload that cannot be decoded", !0);
  }
}
function single(record, preselected) {
 let looksLikeOne = ["eventName", "eventSource", "userIdentity"].some((key) => key in record);
 if (preselected ? hasEventName(record) : looksLikeOne) return { kind: "record", record };
 let reason = "digestS3Bucket" in record ? "it is a CloudTrail digest file, not a log" : "insightDetails" in record ? "it is a CloudTrail Insights event, not a record" : "it does not look like a CloudTrail record";
 return unreadable(record, reason, preselected);
}
function* fromLogEvents(content) {
 if (content.messageType !== "CONTROL_MESSAGE") {
  if (!Array.isArray(content.logEvents)) {
   yield unreadable(content, "it has no list of log events", !0);
   return;
  }
  for (let event of content.logEvents)
   isFields(event) && typeof event.message == "string" ? yield fromText(event.message, !0) : yield unreadable(event, "it is a log event without a message", !0);
 }
}
function fromText(text, preselected) {
 let whole = parseJson(text);
 if (hasEventName(whole)) return { kind: "record", record: whole };
 let record = parseTruncatedJson(text);
 return hasEventName(record) ? { kind: "record", record, truncated: !0 } : unreadable(text, "it is not JSON with an eventName", preselected);
}
function hasEventName(record) {
 return textAt(record, ["eventName"]) !== "";
}
function decode(awslogs) {
 try {
  let packed = Buffer.from(String(fieldAt(awslogs, "data")), "base64"), unpacked = gunzipSync(packed, { maxOutputLength: MOST_UNPACKED }), content = JSON.parse(unpacked.toString());
  if (isFields(content)) return content;
  throw new Error("it is not a JSON object");
 } catch (cause) {
  throw new Error(`The awslogs payload cannot be decoded: ${cause}`, { cause });
 }
}
function unreadable(value, reason, preselected) {
 let text = "";
 try {
  text = typeof value == "string" ? value : JSON.stringify(value) ?? "";
 } catch {
 }
 return { kind: "unreadable", text: text.slice(0, LONGEST_TEXT), reason, preselected };
}

// src/systemClock.ts
const { setTimeout } = require("node:timers/promises");
var systemClock = {
 now: () => Date.now(),
 sleep: async (ms) => {
  await setTimeout(ms);
 }
};

// src/settings.ts
function readSettings(find) {
 let problems = [];
 return {
  take: (key, parse, fallback) => {
   let found = find(key);
   if (found === void 0 || found.text.trim() === "") return fallback;
   try {
    return parse(found.text.trim());
   } catch (error) {
    return problems.push(`${found.name}: ${reasonOf(error)}`), fallback;
   }
  },
  reject: (problem) => {
   problems.push(problem);
  },
  finish: () => {
   if (problems.length > 0) throw new LoginbellError("bad-config", problems.join(`
`));
  }
 };
}
function parseLanguage(text) {
 if (text === "ja" || text === "en") return text;
 throw new Error(`unknown language ${quote(text)}; choose ja or en`);
}
function parseTimeZone(text) {
 try {
  return new Intl.DateTimeFormat("en-US", { timeZone: text }).resolvedOptions().timeZone && text;
 } catch {
  throw new Error(`unknown time zone ${quote(text)}; use an IANA name such as Asia/Tokyo or UTC`);
 }
}
function parseEvents(text) {
 let events = EVENTS_SETTINGS.find((known) => known === text);
 if (events !== void 0) return events;
 throw new Error(`unknown setting ${quote(text)}; choose ${EVENTS_SETTINGS.join(", ")}`);
}
function parseRetentionDays(text) {
 let days = Number(text);
 if (/^\d+$/.test(text) && days >= 1 && days <= 36500) return days;
 throw new Error(`${quote(text)} is no number of days; use a whole number from 1 to 36500`);
}
function parseAccountNames(text) {
 let pairs = text.split(",").map((pair) => {
  let match = /^\s*(\d{12})\s*=\s*(.{1,64}?)\s*$/u.exec(pair);
  if (match === null)
   throw new Error(`${quote(pair)} is no account name; write 123456789012=production,…`);
  return [match[1] ?? "", match[2] ?? ""];
 });
 return Object.fromEntries(pairs);
}
function parseList(text) {
 return text.split(",").map((name) => name.trim()).filter((name) => name !== "");
}
function quote(text) {
 return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}

// src/lambda/config.ts
function readConfig(environment) {
 let reader = readSettings((name) => {
  let text = environment[name];
  return text === void 0 ? void 0 : { name, text };
 }), required = (name) => {
  let text = reader.take(name, (value) => value, "");
  return text === "" && reader.reject(`${name}: is not set; the template sets it`), text;
 }, config = {
  tableName: required("TABLE_NAME"),
  topicArn: required("TOPIC_ARN"),
  retentionDays: reader.take("RETENTION_DAYS", parseRetentionDays, 90),
  notice: {
   language: reader.take("LANGUAGE", parseLanguage, "ja"),
   timeZone: reader.take("TIME_ZONE", parseTimeZone, "Asia/Tokyo"),
   accountNames: reader.take("ACCOUNT_NAMES", parseAccountNames, {})
  },
  watch: {
   events: reader.take("EVENTS", parseEvents, "ConsoleLogin"),
   ownResources: reader.take("OWN_RESOURCES", parseList, [])
  }
 };
 return reader.finish(), config;
}

// src/lambda/handler.ts
var LEASE_MS = 5e4, bell;
function compose() {
 let config = readConfig(process.env), options = {
  maxAttempts: 4,
  requestHandler: TIMEOUTS
 }, { tableName, topicArn, retentionDays, notice, watch } = config, settings = { timeZone: notice.timeZone, retentionDays }, client = new DynamoDBClient(options), journal = createDynamoDbJournal({ client, tableName, clock: systemClock, settings }), sns = new SNSClient(options), rows = createDynamoDbRows(client, tableName), pace = createDynamoDbPace(rows, systemClock, "pace#publish"), notifier = createSnsNotifier({ client: sns, topicArn, clock: systemClock, pace }), crowd = createDynamoDbCrowd(rows, systemClock);
 return { deps: { journal, history: journal, notifier, crowd, clock: systemClock }, settings: { notice, watch, leaseMs: LEASE_MS, concurrency: 10, mute: !1 } };
}
async function handler(event, context) {
 bell ??= compose();
 let leaseToken = `${context.awsRequestId}/${randomUUID()}`, deps = { ...bell.deps, leaseToken }, report = await ring(recordsOf(event), deps, bell.settings);
 if (log(report), isComplete(report)) return;
 let [first] = report.failures;
 throw new LoginbellError(
  "incomplete",
  `${report.failures.length} steps failed, ${report.held.length} sign-ins are held by another worker` + (first ? `; first: ${first.step} ${first.eventId}: ${first.reason}` : "")
 );
}
function log(report) {
 let { settled, failures, held, ...counts } = report, delays = settled.filter(({ subject, signIn }) => subject !== void 0 && signIn.timeIsKnown).map(({ signIn }) => Math.round((systemClock.now() - Date.parse(signIn.occurredAt)) / 1e3));
 console.info({
  ...counts,
  settled: settled.map(({ signIn, state }) => ({ eventID: signIn.eventId, state })),
  held: held.length,
  // Seconds from sign-in to notice: the largest of this envelope.
  ...delays.length > 0 ? { delaySeconds: Math.max(...delays) } : {}
 });
 for (let failure of failures) console.error(failure);
}
exports.handler = handler;

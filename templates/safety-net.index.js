// loginbell 0.1.0. The code that templates/safety-net.yaml holds packed.
"use strict";
// src/lambda/safetyNet.ts
const { randomUUID } = require("node:crypto");
const { AccountClient } = require("@aws-sdk/client-account");
const { CloudFormationClient } = require("@aws-sdk/client-cloudformation");
const { CloudTrailClient } = require("@aws-sdk/client-cloudtrail");
const { CloudWatchClient } = require("@aws-sdk/client-cloudwatch");
const { CloudWatchLogsClient } = require("@aws-sdk/client-cloudwatch-logs");
const { DynamoDBClient } = require("@aws-sdk/client-dynamodb");
const { LambdaClient } = require("@aws-sdk/client-lambda");
const { SNSClient } = require("@aws-sdk/client-sns");
const { SQSClient } = require("@aws-sdk/client-sqs");

// src/aws/bellEnvironment.ts
const { GetFunctionConfigurationCommand } = require("@aws-sdk/client-lambda");

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
function fieldsOf(value) {
 return isFields(value) ? value : {};
}
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

// src/aws/bellEnvironment.ts
var eventID = "net#settings";
async function loadBellEnvironment(client, rows, FunctionName) {
 try {
  let { Environment } = await client.send(
   new GetFunctionConfigurationCommand({ FunctionName })
  ), variables = Environment?.Variables ?? {}, values = { ":details": JSON.stringify(variables) };
  return await rows.update({ eventID, set: "SET details = :details", values }).catch(() => {
  }), variables;
 } catch {
  let { details } = await rows.load(eventID).catch(() => ({ details: "" })), kept = Object.entries(fieldsOf(parseJson(String(details))));
  return Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
 }
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

// src/journal/matchesQuery.ts
function matchesQuery(signIn, query) {
 let { user, accountId, outcome } = query;
 return signIn.occurredAt >= query.since && signIn.occurredAt < query.until && (user === void 0 || namesOf(signIn).includes(user)) && (accountId === void 0 || signIn.accountId === accountId) && (outcome === void 0 || signIn.outcome === outcome);
}
function namesOf({ principal, userName, who }) {
 let name = "name" in who ? who.name : "session" in who ? who.session : void 0;
 return [principal, userName, name];
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
 let load = async (eventID2) => {
  let Key = toItem({ eventID: eventID2 }), { Item } = await client.send(
   new GetItemCommand({ TableName, Key, ConsistentRead: !0 })
  );
  return fromItem(Item ?? {});
 };
 return {
  load,
  update: async ({ eventID: eventID2, set, where, values, once = !1 }) => {
   let command = new UpdateItemCommand({
    TableName,
    Key: toItem({ eventID: eventID2 }),
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
    return { done: !1, row: before.Item ? fromItem(before.Item) : await load(eventID2) };
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

// src/aws/chain/loadFunction.ts
const { DescribeStackResourcesCommand } = require("@aws-sdk/client-cloudformation");
const { GetMetricStatisticsCommand } = require("@aws-sdk/client-cloudwatch");
const { GetFunctionConcurrencyCommand, GetFunctionConfigurationCommand: GetFunctionConfigurationCommand2, GetFunctionEventInvokeConfigCommand } = require("@aws-sdk/client-lambda");

// src/aws/serviceErrors.ts
var DENIED = /^(AccessDenied(Exception)?|UnauthorizedOperation|AuthorizationError(Exception)?)$/, THROTTLED = /^(Throttling(Exception)?|ThrottledException|TooManyRequestsException|RequestLimitExceeded)$/, MISSING = /NotFound|NonExistentQueue|DoesNotExist|NoSuch/;
function isDenied(error) {
 return DENIED.test(nameOf(error));
}
function isThrottled(error) {
 return THROTTLED.test(nameOf(error));
}
function isMissing(error) {
 return MISSING.test(nameOf(error));
}
function isTransient(error) {
 return error instanceof Error ? "$fault" in error && error.$fault === "server" ? !0 : /^(TimeoutError|NetworkingError)$/.test(error.name) || "code" in error && /^(ECONN|EPIPE|ETIMEDOUT|EAI_AGAIN)/.test(String(error.code)) : !1;
}
function awsError(what, permission, error, way = "") {
 let reason = isDenied(error) ? `the permission ${missingPermission(permission, error)} is missing` : reasonOf(error);
 return new LoginbellError("aws-failed", `${what}: ${reason}${way && `; ${way}`}`, {
  cause: error
 });
}
function missingPermission(permission, error) {
 return /not authorized to perform:? ([\w-]+:\w+)/.exec(reasonOf(error))?.[1] ?? permission;
}
function nameOf(error) {
 return error instanceof Error ? error.name : "";
}

// src/aws/chain/look.ts
async function look(permission, work) {
 try {
  return { seen: !0, value: await work() };
 } catch (error) {
  let reason = reasonOf(error).slice(0, 300);
  return isDenied(error) ? { seen: !1, reason, permission: missingPermission(permission, error) } : { seen: !1, reason };
 }
}
function lookFor(permission, isAbsent, work) {
 return look(
  permission,
  () => work().catch((error) => {
   if (!isAbsent(error))
    throw error;
  })
 );
}

// src/aws/chain/loadFunction.ts
var SPAN = 3 * 36e5;
async function loadFunction(client, names) {
 let FunctionName = names.function, [found, concurrency, onFailure] = await Promise.all([
  lookFor("lambda:GetFunctionConfiguration", isMissing, async () => {
   let found2 = await client.send(new GetFunctionConfigurationCommand2({ FunctionName })), modifiedAt = Date.parse(found2.LastModified ?? "");
   return {
    version: /^loginbell (\S+)/.exec(found2.Description ?? "")?.[1] ?? "",
    state: found2.State ?? "",
    stateReason: found2.StateReason ?? "",
    ...Number.isNaN(modifiedAt) ? {} : { modifiedAt }
   };
  }),
  lookFor("lambda:GetFunctionConcurrency", isMissing, async () => (await client.send(new GetFunctionConcurrencyCommand({ FunctionName }))).ReservedConcurrentExecutions),
  lookFor("lambda:GetFunctionEventInvokeConfig", isMissing, async () => (await client.send(new GetFunctionEventInvokeConfigCommand({ FunctionName }))).DestinationConfig?.OnFailure?.Destination)
 ]);
 return { function: found, concurrency, onFailure };
}
function loadInvocations(client, names, at) {
 let sumOf = async (MetricName) => {
  let { Datapoints = [] } = await client.send(
   new GetMetricStatisticsCommand({
    Namespace: "AWS/Lambda",
    MetricName,
    Dimensions: [{ Name: "FunctionName", Value: names.function }],
    StartTime: new Date(at - SPAN),
    EndTime: new Date(at),
    Period: 3600,
    Statistics: ["Sum"]
   })
  );
  return Datapoints.reduce((sum, { Sum = 0 }) => sum + Sum, 0);
 };
 return look("cloudwatch:GetMetricStatistics", async () => {
  let [count, errors] = await Promise.all([sumOf("Invocations"), sumOf("Errors")]);
  return { count, errors };
 });
}
function loadDeployedAt(client, names) {
 return lookFor("cloudformation:DescribeStackResources", (error) => /^Stack for .* does not exist/.test(reasonOf(error)), async () => {
  let { StackResources = [] } = await client.send(
   new DescribeStackResourcesCommand({ PhysicalResourceId: names.function })
  );
  return StackResources.find((one) => one.PhysicalResourceId === names.function)?.Timestamp?.getTime();
 });
}

// src/aws/chain/loadKeeping.ts
const { DescribeAlarmsCommand } = require("@aws-sdk/client-cloudwatch");
const { DescribeTableCommand } = require("@aws-sdk/client-dynamodb");
const { ListSubscriptionsByTopicCommand } = require("@aws-sdk/client-sns");
const { GetQueueAttributesCommand, GetQueueUrlCommand } = require("@aws-sdk/client-sqs");
function loadTable(client, { table: TableName }) {
 return lookFor("dynamodb:DescribeTable", isMissing, async () => {
  let { Table } = await client.send(new DescribeTableCommand({ TableName })), createdAt = Table?.CreationDateTime?.getTime();
  return { state: Table?.TableStatus ?? "", ...createdAt === void 0 ? {} : { createdAt } };
 });
}
function loadDeadLetters(client, { queue: QueueName }) {
 return lookFor("sqs:GetQueueAttributes", isMissing, async () => {
  let { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName })), { Attributes = {} } = await client.send(
   new GetQueueAttributesCommand({
    QueueUrl,
    AttributeNames: ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
   })
  );
  return Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
 });
}
function loadTopic(client, { topicArn: TopicArn }) {
 return lookFor("sns:ListSubscriptionsByTopic", isMissing, async () => {
  let pending = [], confirmed = 0;
  for (let NextToken; ; ) {
   let page = await client.send(new ListSubscriptionsByTopicCommand({ TopicArn, NextToken }));
   for (let { SubscriptionArn = "", Protocol, Endpoint } of page.Subscriptions ?? [])
    SubscriptionArn.startsWith("arn:") ? confirmed += 1 : SubscriptionArn === "PendingConfirmation" && pending.push(`${Protocol} ${Endpoint}`);
   if (NextToken = page.NextToken, !NextToken) return { confirmed, pending: pending.slice(0, 10) };
  }
 });
}
function loadAlarms(client, { alarms: AlarmNames }) {
 return look("cloudwatch:DescribeAlarms", async () => {
  let { MetricAlarms = [] } = await client.send(
   new DescribeAlarmsCommand({ AlarmNames: [...AlarmNames] })
  );
  return MetricAlarms.map(({ AlarmName: name = "", ActionsEnabled, AlarmActions = [] }) => ({ name, acts: ActionsEnabled !== !1 && AlarmActions.length > 0 }));
 });
}

// src/aws/chain/loadStream.ts
const { DescribeLogGroupsCommand, DescribeSubscriptionFiltersCommand } = require("@aws-sdk/client-cloudwatch-logs");
const { GetPolicyCommand } = require("@aws-sdk/client-lambda");
function loadLogGroup(client, { logGroup }) {
 return look("logs:DescribeLogGroups", async () => {
  let { logGroups = [] } = await client.send(
   // Sorted by name, so the one that is called just this comes first.
   new DescribeLogGroupsCommand({ logGroupNamePrefix: logGroup })
  ), found = logGroups.find(({ logGroupName }) => logGroupName === logGroup);
  return found && { class: found.logGroupClass ?? "STANDARD" };
 });
}
function loadFilter(client, { logGroup: logGroupName, filter }) {
 return lookFor("logs:DescribeSubscriptionFilters", isMissing, async () => {
  let { subscriptionFilters = [] } = await client.send(
   new DescribeSubscriptionFiltersCommand({ logGroupName, filterNamePrefix: filter })
  ), found = subscriptionFilters.find(({ filterName }) => filterName === filter);
  return found && { pattern: found.filterPattern ?? "", destination: found.destinationArn ?? "" };
 });
}
function loadPermission(client, names) {
 return look("lambda:GetPolicy", async () => {
  let policy = await client.send(new GetPolicyCommand({ FunctionName: names.function })).catch((error) => {
   if (!isMissing(error))
    throw error;
  });
  return letsLogsIn(parseJson(policy?.Policy ?? ""), names);
 });
}
function letsLogsIn(policy, { logGroupArn }) {
 let statements = fieldAt(policy, "Statement");
 return (Array.isArray(statements) ? statements : [statements]).some((statement) => {
  let text = (...path) => [fieldAt(statement, ...path)].flat().map(String), sources = text("Condition", "ArnLike", "AWS:SourceArn");
  return text("Effect").includes("Allow") && text("Principal", "Service").some((one) => /^logs\.([\w-]+\.)?amazonaws\.com/.test(one)) && text("Action").some((one) => /^lambda:(InvokeFunction|\*)$/.test(one)) && sources.some((arn) => arn === "undefined" || covers(arn, `${logGroupArn}:*`));
 });
}
function covers(pattern, arn) {
 let parts = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
 return new RegExp(`^${parts.join(".*")}$`).test(arn);
}

// src/aws/chain/loadTrails.ts
const { DescribeTrailsCommand, GetEventSelectorsCommand, GetTrailStatusCommand } = require("@aws-sdk/client-cloudtrail");
function loadTrails(client, logGroupArn) {
 return look("cloudtrail:DescribeTrails", async () => {
  let { trailList = [] } = await client.send(
   new DescribeTrailsCommand({ includeShadowTrails: !0 })
  ), ours = trailList.filter(
   ({ CloudWatchLogsLogGroupArn: arn = "" }) => arn.replace(/:\*$/, "") === logGroupArn
  );
  return Promise.all(
   ours.map(async ({ TrailARN: arn = "", IsMultiRegionTrail }) => {
    let [status, events] = await Promise.all([
     loadStatus(client, arn),
     loadEvents(client, arn)
    ]);
    return { arn, multiRegion: IsMultiRegionTrail === !0, status, events };
   })
  );
 });
}
function loadStatus(client, arn) {
 return look("cloudtrail:GetTrailStatus", async () => {
  let status = await client.send(new GetTrailStatusCommand({ Name: arn })), deliveredAt = status.LatestCloudWatchLogsDeliveryTime?.getTime();
  return {
   logging: status.IsLogging === !0,
   deliveryError: status.LatestCloudWatchLogsDeliveryError ?? "",
   ...deliveredAt === void 0 ? {} : { deliveredAt }
  };
 });
}
function loadEvents(client, arn) {
 return look(
  "cloudtrail:GetEventSelectors",
  async () => managementEvents(await client.send(new GetEventSelectorsCommand({ TrailName: arn })))
 );
}
function managementEvents({
 EventSelectors: basic = [],
 AdvancedEventSelectors: advanced = []
}) {
 if (basic.some(
  ({ IncludeManagementEvents, ReadWriteType }) => IncludeManagementEvents === !0 && ReadWriteType !== "ReadOnly"
 )) return { kind: "recorded" };
 let narrowing = advanced.filter(letsWritesThrough).map(narrowedBy), [by] = narrowing;
 return by === void 0 ? { kind: "not-recorded" } : narrowing.includes("") ? { kind: "recorded" } : { kind: "narrowed", by };
}
function letsWritesThrough({ FieldSelectors = [] }) {
 return FieldSelectors.some(
  ({ Field, Equals }) => Field === "eventCategory" && Equals?.includes("Management")
 ) && FieldSelectors.every(({ Field, Equals }) => Field !== "readOnly" || Equals?.includes("false"));
}
function narrowedBy({ FieldSelectors = [] }) {
 let harmless = /^(kms|rdsdata)\.amazonaws\.com$/;
 return FieldSelectors.find(
  ({ Field, NotEquals }) => Field !== "eventCategory" && Field !== "readOnly" && !(Field === "eventSource" && NotEquals?.every((source) => harmless.test(source)))
 )?.Field ?? "";
}

// src/aws/loadChain.ts
async function loadChain(clients2, context) {
 let { names, at } = context, [trails, logGroup, filter, permission, functionFacts, invocations, deployedAt] = await Promise.all([
  loadTrails(clients2.cloudTrail, names.logGroupArn),
  loadLogGroup(clients2.logs, names),
  loadFilter(clients2.logs, names),
  loadPermission(clients2.lambda, names),
  loadFunction(clients2.lambda, names),
  loadInvocations(clients2.cloudWatch, names, at),
  loadDeployedAt(clients2.cloudFormation, names)
 ]), [table, deadLetters, topic, alarms] = await Promise.all([
  loadTable(clients2.dynamoDb, names),
  loadDeadLetters(clients2.sqs, names),
  loadTopic(clients2.sns, names),
  loadAlarms(clients2.cloudWatch, names)
 ]);
 return { ...context, ...{ trails, logGroup, filter, permission }, ...functionFacts, invocations, deployedAt, ...{ table, deadLetters, topic, alarms } };
}

// src/aws/lookupEvents.ts
const { LookupEventsCommand } = require("@aws-sdk/client-cloudtrail");
var SPACING = 500, ATTEMPTS = 6;
function createEventLookup(deps) {
 let { client, region, clock } = deps, nextFree = 0;
 async function inTurn() {
  let now = clock.now(), slot = Math.max(now, nextFree);
  nextFree = slot + SPACING, slot > now && await clock.sleep(slot - now);
 }
 async function loadPage(command) {
  for (let attempt2 = 1; ; attempt2 += 1) {
   await inTurn();
   try {
    return await client.send(command);
   } catch (error) {
    if (attempt2 === ATTEMPTS || !(isThrottled(error) || isTransient(error))) {
     let what = `The events of ${region} could not be looked up`;
     throw awsError(what, "cloudtrail:LookupEvents", error);
    }
    await clock.sleep(1e3 * 2 ** (attempt2 - 1));
   }
  }
 }
 return async function* ({ filter, since, until }) {
  for (let NextToken; ; ) {
   let page = await loadPage(
    new LookupEventsCommand({
     StartTime: new Date(since),
     EndTime: new Date(until),
     MaxResults: 50,
     ...filter && {
      LookupAttributes: [{ AttributeKey: filter.key, AttributeValue: filter.value }]
     },
     NextToken
    })
   );
   for (let { CloudTrailEvent = "" } of page.Events ?? [])
    yield recordIn(CloudTrailEvent, filter !== void 0);
   if (NextToken = page.NextToken, !NextToken) return;
  }
 };
}
function recordIn(text, preselected) {
 let record = parseJson(text);
 return textAt(record, ["eventName"]) !== "" ? { kind: "record", record } : { kind: "unreadable", text: text.slice(0, 8192), reason: "it is not JSON with an eventName", preselected };
}

// src/aws/lookupFilters.ts
function lookupFilters(events) {
 let names = (list) => list.map((value) => ({ key: "EventName", value }));
 if (events === "ConsoleLogin") return names(["ConsoleLogin"]);
 let signIns = [
  ...names(["ConsoleLogin", "Federate"]),
  // Every other sign-in event has this source.
  { key: "EventSource", value: "signin.amazonaws.com" }
 ];
 return events === "AllSignIns" ? signIns : [...signIns, ...names(TAMPERING)];
}
var TAMPERING = `
  StopLogging DeleteTrail UpdateTrail PutEventSelectors DeleteSubscriptionFilter
  DeleteLogGroup DeleteLogStream PutSubscriptionFilter PutRetentionPolicy Unsubscribe
  DeleteTopic SetTopicAttributes SetSubscriptionAttributes RemovePermission
  DeleteFunction20150331 UpdateFunctionCode20150331v2 UpdateFunctionConfiguration20150331v2
  RemovePermission20150331v2 PutFunctionConcurrency20171031 DeleteFunctionEventInvokeConfig
  PutFunctionEventInvokeConfig UpdateFunctionEventInvokeConfig DeleteTable UpdateTable
  UpdateTimeToLive DeleteQueue PurgeQueue SetQueueAttributes DeleteStack UpdateStack
  ExecuteChangeSet DeleteAlarms DisableAlarmActions PutMetricAlarm DeleteRule DisableRule
  RemoveTargets DeleteSchedule UpdateSchedule DeleteRole DeleteRolePolicy DetachRolePolicy
  PutRolePolicy AttachRolePolicy UpdateAssumeRolePolicy DeleteBucket DeleteBucketPolicy
  PutBucketPolicy PutBucketLifecycle AssociateKmsKey DisassociateKmsKey
  PutRolePermissionsBoundary DeletePolicy CreatePolicyVersion SetDefaultPolicyVersion
  DisableKey ScheduleKeyDeletion PutKeyPolicy
`.trim().split(/\s+/);

// src/chain/verdict.ts
var LINKS = [
 "trail",
 "logging",
 "delivery",
 "events",
 "log-group",
 "filter",
 "permission",
 "function",
 "code",
 "retries",
 "table",
 "dead-letters",
 "topic",
 "alarms"
];

// src/aws/netMemory.ts
var CHAIN = "net#chain", REACHED = "net#reached";
function createNetMemory(rows, clock) {
 return {
  load: async () => {
   let row = await answered(rows.load(CHAIN)), version = Number(row.version ?? 0);
   return { version, state: version === 0 ? void 0 : stateOf(row) };
  },
  claim: async (version, { token, until }) => {
   let isUnchanged = version === 0 ? "attribute_not_exists(version)" : "version = :version", isFree = "(attribute_not_exists(leaseUntil) OR leaseUntil <= :now)", values = { ":token": token, ":until": until, ":now": clock.now() }, { done } = await answered(
    rows.update({
     eventID: CHAIN,
     set: "SET leaseToken = :token, leaseUntil = :until",
     where: `${isUnchanged} AND ${isFree}`,
     values: version === 0 ? values : { ...values, ":version": version }
    })
   );
   return done;
  },
  settle: async (state, version, { token }) => {
   let details = JSON.stringify(state);
   await answered(
    rows.update({
     eventID: CHAIN,
     set: "SET details = :details, version = :version REMOVE leaseToken, leaseUntil",
     where: "leaseToken = :token",
     values: { ":details": details, ":version": version, ":token": token }
    })
   );
  },
  loadReached: async () => {
   let reached = Number((await answered(rows.load(REACHED))).reached);
   return Number.isNaN(reached) ? void 0 : reached;
  },
  saveReached: async (until) => {
   let values = { ":until": until };
   await answered(rows.update({ eventID: REACHED, set: "SET reached = :until", values }));
  }
 };
}
function stateOf(row) {
 let details = parseJson(textAt(row, ["details"], 8192)), since = fieldAt(details, "unknownSince");
 return {
  broken: linksOf(fieldAt(details, "broken")),
  mentioned: linksOf(fieldAt(details, "mentioned")),
  unknownSince: Object.fromEntries(
   LINKS.map((link) => [link, fieldAt(since, link)]).filter(
    (pair) => typeof pair[1] == "number"
   )
  )
 };
}
function linksOf(value) {
 return LINKS.filter((link) => Array.isArray(value) && value.includes(link));
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

// src/aws/regions.ts
const { ListRegionsCommand } = require("@aws-sdk/client-account");
async function loadRegions(client, byHand) {
 let regions = [];
 try {
  for (let NextToken; ; ) {
   let page = await client.send(
    new ListRegionsCommand({
     RegionOptStatusContains: ["ENABLED", "ENABLED_BY_DEFAULT"],
     MaxResults: 50,
     NextToken
    })
   );
   for (let { RegionName } of page.Regions ?? []) RegionName && regions.push(RegionName);
   if (NextToken = page.NextToken, !NextToken) break;
  }
 } catch (error) {
  throw awsError("The regions of the account could not be listed", "account:ListRegions", error, `allow it, or name them by ${byHand}`);
 }
 return regions.sort();
}
function parseRegions(text) {
 let regions = [...new Set(text.split(",").map((name) => name.trim()))].filter(Boolean);
 for (let region of regions) {
  if (/^[a-z]{2}(-[a-z]+){1,3}-\d{1,2}$/.test(region)) continue;
  let shown = JSON.stringify(region.slice(0, 40));
  throw new Error(`${shown} is no region; write names such as us-east-1,ap-northeast-1`);
 }
 return regions.sort();
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
var SPACING2 = 120, LONGEST_WAIT = { critical: 25e3, warning: 15e3, info: 15e3 };
function createSnsNotifier(deps) {
 let { client, topicArn, clock, pace } = deps, ownPace = createProcessPace(clock);
 return {
  send: async (notice) => {
   let ahead = LONGEST_WAIT[notice.attributes.severity], slot = await pace.take(SPACING2, ahead).catch(() => ownPace.take(SPACING2, ahead));
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

// src/bell/soloCrowd.ts
var soloCrowd = {
 admit: async () => !0,
 join: async () => {
 },
 close: async () => [],
 takeOver: async () => {
 }
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
 return joined2(" ", [own(links, keyOf(signIn)), nameOf2(signIn)]) || "?";
}
function lossOf(signIn, words) {
 let link = `${keyOf(signIn)} ${nameOf2(signIn)}`;
 return words[LOSSES.find(([links]) => links.test(link))?.[1] ?? "mute"];
}
function keyOf({ eventSource, eventName }) {
 return eventSource.replace(/\..*/, PART.test(eventName) ? "+" : "");
}
function nameOf2({ target = "" }) {
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

// src/chain/findings.en.ts
var titlesEn = {
 trail: "Trail",
 logging: "Trail switched on",
 delivery: "Trail to CloudWatch Logs",
 events: "Recorded events",
 "log-group": "Log group of the trail",
 filter: "Subscription filter",
 permission: "Permission to invoke the function",
 function: "Function",
 code: "Code of the function",
 retries: "What failed is kept",
 table: "Table",
 "dead-letters": "Dead-letter queue",
 topic: "Topic and its subscribers",
 alarms: "Alarms"
}, REDEPLOY = "Delete the stack and deploy the template again; table and logs are kept (docs/deploy.md).", findingsEn = {
 "trail-ok": ["{trail} records all regions and sends to {logGroup}."],
 "trail-none": [
  "No trail sends to {logGroup}.",
  "Deploy cloudtrail.yaml, or let a multi-region trail send to this log group."
 ],
 "trail-single-region": [
  "{trail} records one region alone; sign-ins are recorded in several.",
  "Make it a multi-region trail."
 ],
 "logging-ok": ["{trail} is logging."],
 "logging-stopped": [
  "{trail} is switched off. Nothing is recorded.",
  "Switch it on, and look in the event history who did it (StopLogging)."
 ],
 "delivery-ok": ["Last delivery: {time} UTC."],
 "delivery-error": [
  "CloudTrail cannot write to CloudWatch Logs: {error}",
  "Look at the role and the log group that the trail names."
 ],
 "delivery-stale": [
  "Nothing was delivered since {time} UTC. The function alone makes an event whenever it starts.",
  "Look at the state of the trail, its role and its log group."
 ],
 "delivery-never": [
  "CloudTrail has delivered nothing to CloudWatch Logs yet.",
  "Wait a quarter of an hour after a fresh installation; then look at the state of the trail."
 ],
 "events-ok": ["Management events that write are recorded."],
 "events-missing": [
  "{trail} does not record management events that write; sign-ins are among them.",
  "Record them. The command replaces the present selectors."
 ],
 "events-narrowed": [
  "The selectors of {trail} choose by {by}; whether sign-ins are among it cannot be told.",
  "Look at the selectors."
 ],
 "log-group-ok": ["{logGroup} is there, class STANDARD."],
 "log-group-missing": [
  "The log group {logGroup} does not exist.",
  "Deploy cloudtrail.yaml again under a new suffix, then this template with its log group."
 ],
 "log-group-class": [
  "{logGroup} has the class {class}, which has no subscription filters.",
  "Let the trail send to a log group of class STANDARD; the class cannot be changed."
 ],
 "filter-ok": ["{filter} sends to {function}."],
 "filter-missing": [
  "{filter} is not on {logGroup}. Nothing reaches the function.",
  "Put it back, and look in the event history who deleted it."
 ],
 "filter-elsewhere": ["{filter} sends to {destination}.", "Point it to the function again."],
 "filter-pattern": [
  "{filter} has another pattern than the template gives it for {events}.",
  "Put the template's pattern back."
 ],
 "filter-other-version": [
  "{filter} has another pattern than version {version}; the installation is {installed}.",
  "Deploy the template of this version."
 ],
 "permission-ok": ["CloudWatch Logs may invoke {function}."],
 "permission-missing": [
  "CloudWatch Logs may not invoke {function} for {logGroup}.",
  "Give the permission back."
 ],
 "function-ok": [
  "{function}, version {installed}: {count} invocations in 3 hours, {errors} failed."
 ],
 "function-missing": ["{function} does not exist.", REDEPLOY],
 "function-state": ["{function} is {state}. {reason}", "See what the reason says."],
 "function-stopped": [
  "{function} has a reserved concurrency of 0: it can never run.",
  "Take the limit away."
 ],
 "function-failing": [
  "All {count} invocations of the last 3 hours failed.",
  "Read its log; the last error says what is wrong."
 ],
 "code-ok": ["Unchanged since CloudFormation deployed it on {time} UTC."],
 "code-changed": [
  "Changed on {time} UTC, after CloudFormation deployed it on {deployed} UTC.",
  "If it was not you, treat it as an attack: compare the code (docs/deploy.md), then deploy again."
 ],
 "code-unmanaged": [
  "No CloudFormation stack knows the function; whether its code was changed cannot be told.",
  REDEPLOY
 ],
 "retries-ok": ["What fails three times goes to {queue}."],
 "retries-missing": [
  "What fails three times does not go to {queue}; it would be lost.",
  "Set the destination again."
 ],
 "table-ok": ["{table} is there."],
 "table-missing": [
  "{table} does not exist. Nothing can be told.",
  "Restore it from point-in-time recovery under the same name, or delete the stack and deploy again."
 ],
 "table-state": ["{table} is {state}.", "Wait, or see in the DynamoDB console why."],
 "dead-letters-ok": ["{queue} is empty."],
 "dead-letters-missing": ["{queue} does not exist.", REDEPLOY],
 "dead-letters-waiting": [
  "Waiting in {queue}: {count}. Nobody was told of what is in there.",
  "Find out why they failed, then play them back."
 ],
 "topic-ok": ["Confirmed subscriptions of {topic}: {count}."],
 "topic-pending": ["Confirmed subscriptions of {topic}: {count}. Not confirmed: {pending}."],
 "topic-missing": ["{topic} does not exist.", REDEPLOY],
 "topic-nobody": [
  "{topic} has no confirmed subscription; nobody is told. Not confirmed: {pending}.",
  'Confirm with "loginbell confirm" (not by a click), or subscribe another address.'
 ],
 "alarms-ok": ["All {count} alarms are there and act."],
 "alarms-missing": ["Missing: {names}.", REDEPLOY],
 "alarms-muted": ["Without effect: {names}.", "Switch their actions on again."],
 depends: ["It hangs on another link: {on}."],
 denied: ["The permission {permission} is missing.", "Allow it, and look again."],
 "not-seen": ["It could not be looked at: {reason}"]
};

// src/chain/findings.ja.ts
var titlesJa = {
 trail: "証跡",
 logging: "証跡のログ記録",
 delivery: "証跡からCloudWatch Logsへの配信",
 events: "記録されるイベント",
 "log-group": "証跡のロググループ",
 filter: "サブスクリプションフィルター",
 permission: "関数の呼び出し権限",
 function: "関数",
 code: "関数のコード",
 retries: "失敗した配信の保管先",
 table: "テーブル",
 "dead-letters": "デッドレターキュー",
 topic: "トピックと購読者",
 alarms: "アラーム"
}, REDEPLOY2 = "スタックを削除し、テンプレートをもう一度デプロイしてください。テーブルとログは残ります (docs/deploy.md)。", findingsJa = {
 "trail-ok": ["{trail} は全リージョンを記録し、{logGroup} へ送っています。"],
 "trail-none": [
  "{logGroup} へ送る証跡がありません。",
  "cloudtrail.yamlをデプロイするか、マルチリージョンの証跡の送り先をこのロググループにしてください。"
 ],
 "trail-single-region": [
  "{trail} は1つのリージョンしか記録しません。ログインは複数のリージョンに記録されます。",
  "マルチリージョンの証跡にしてください。"
 ],
 "logging-ok": ["{trail} は記録中です。"],
 "logging-stopped": [
  "{trail} は停止しています。何も記録されません。",
  "記録を再開し、誰が停止したか (StopLogging) をイベント履歴で確認してください。"
 ],
 "delivery-ok": ["最後の配信: {time} UTC。"],
 "delivery-error": [
  "CloudTrailがCloudWatch Logsに書き込めません: {error}",
  "証跡に設定されたロールとロググループを確認してください。"
 ],
 "delivery-stale": [
  "{time} UTCから何も配信されていません。関数が起動するだけでもイベントは発生します。",
  "証跡の状態、ロール、ロググループを確認してください。"
 ],
 "delivery-never": [
  "CloudTrailからCloudWatch Logsへ、まだ何も配信されていません。",
  "新しく導入した場合は15分ほど待ち、その後で証跡の状態を確認してください。"
 ],
 "events-ok": ["書き込みの管理イベントは記録されています。"],
 "events-missing": [
  "{trail} は書き込みの管理イベントを記録しません。ログインもこれに含まれます。",
  "記録するように設定してください。コマンドは今のセレクターを置き換えます。"
 ],
 "events-narrowed": [
  "{trail} のセレクターは {by} で絞り込まれています。ログインが含まれるかは分かりません。",
  "セレクターを確認してください。"
 ],
 "log-group-ok": ["{logGroup} があり、クラスはSTANDARDです。"],
 "log-group-missing": [
  "ロググループ {logGroup} がありません。",
  "cloudtrail.yamlを新しいサフィックスでデプロイし、そのロググループでこのテンプレートもデプロイしてください。"
 ],
 "log-group-class": [
  "{logGroup} のクラスは {class} で、サブスクリプションフィルターを使えません。",
  "証跡の送り先をSTANDARDクラスのロググループにしてください。クラスは変更できません。"
 ],
 "filter-ok": ["{filter} は {function} へ送っています。"],
 "filter-missing": [
  "{logGroup} に {filter} がありません。関数には何も届きません。",
  "元に戻し、誰が削除したかをイベント履歴で確認してください。"
 ],
 "filter-elsewhere": [
  "{filter} の送り先が {destination} になっています。",
  "送り先を関数に戻してください。"
 ],
 "filter-pattern": [
  "{filter} のパターンが、テンプレートの {events} のものと違います。",
  "テンプレートのパターンに戻してください。"
 ],
 "filter-other-version": [
  "{filter} のパターンがバージョン {version} のものと違います。導入済みのバージョンは {installed} です。",
  "このバージョンのテンプレートをデプロイしてください。"
 ],
 "permission-ok": ["CloudWatch Logsは {function} を呼び出せます。"],
 "permission-missing": [
  "CloudWatch Logsは {logGroup} のために {function} を呼び出せません。",
  "権限を元に戻してください。"
 ],
 "function-ok": [
  "{function} (バージョン {installed}): 3時間に {count} 回呼び出され、{errors} 回失敗しました。"
 ],
 "function-missing": ["{function} がありません。", REDEPLOY2],
 "function-state": [
  "{function} の状態は {state} です。{reason}",
  "理由に従って対処してください。"
 ],
 "function-stopped": [
  "{function} の予約済み同時実行数が0で、実行できません。",
  "この制限を外してください。"
 ],
 "function-failing": [
  "直近3時間の {count} 回の呼び出しがすべて失敗しました。",
  "関数のログを確認してください。最後のエラーに原因があります。"
 ],
 "code-ok": ["{time} UTCにCloudFormationがデプロイしてから変更されていません。"],
 "code-changed": [
  "CloudFormationのデプロイ ({deployed} UTC) の後、{time} UTCに変更されました。",
  "心当たりがなければ攻撃とみなし、コードを比べてから (docs/deploy.md)、もう一度デプロイしてください。"
 ],
 "code-unmanaged": [
  "この関数を管理するCloudFormationスタックがなく、コードが変更されたか分かりません。",
  REDEPLOY2
 ],
 "retries-ok": ["3回失敗したものは {queue} に入ります。"],
 "retries-missing": [
  "3回失敗したものが {queue} に入らず、失われます。",
  "送信先を設定し直してください。"
 ],
 "table-ok": ["{table} があります。"],
 "table-missing": [
  "{table} がありません。何も通知できません。",
  "ポイントインタイムリカバリで同じ名前に復元するか、スタックを削除してもう一度デプロイしてください。"
 ],
 "table-state": [
  "{table} の状態は {state} です。",
  "待つか、DynamoDBコンソールで理由を確認してください。"
 ],
 "dead-letters-ok": ["{queue} は空です。"],
 "dead-letters-missing": ["{queue} がありません。", REDEPLOY2],
 "dead-letters-waiting": [
  "{queue} に {count} 件の配信が残っています。その内容は誰にも通知されていません。",
  "失敗した原因を調べ、その後で再処理してください。"
 ],
 "topic-ok": ["{topic} の確認済みの購読は {count} 件です。"],
 "topic-pending": ["{topic} の確認済みの購読は {count} 件です。未確認: {pending}。"],
 "topic-missing": ["{topic} がありません。", REDEPLOY2],
 "topic-nobody": [
  "{topic} に確認済みの購読がなく、誰にも通知されません。未確認: {pending}。",
  "「loginbell confirm」で確認するか (クリックはしない)、別のアドレスを購読に追加してください。"
 ],
 "alarms-ok": ["{count} 個のアラームがすべてあり、動作します。"],
 "alarms-missing": ["ないアラーム: {names}。", REDEPLOY2],
 "alarms-muted": ["動作しないアラーム: {names}。", "アクションを有効に戻してください。"],
 depends: ["別の箇所 ({on}) に左右されます。"],
 denied: ["権限 {permission} がありません。", "権限を与えてから、もう一度確認してください。"],
 "not-seen": ["確認できませんでした: {reason}"]
};

// src/chain/findings.ts
var COMMANDS = {
 "trail-none": "aws cloudformation deploy --region {region} --template-file cloudtrail.yaml --stack-name loginbell-trail --capabilities CAPABILITY_NAMED_IAM --parameter-overrides ResourceSuffixName={suffix}",
 "trail-single-region": "aws cloudtrail update-trail --region {region} --name {trail} --is-multi-region-trail",
 "logging-stopped": "aws cloudtrail start-logging --region {region} --name {trail}",
 "delivery-stale": "aws cloudtrail get-trail-status --region {region} --name {trail}",
 "events-missing": `aws cloudtrail put-event-selectors --region {region} --trail-name {trail} --event-selectors '[{"ReadWriteType":"WriteOnly","IncludeManagementEvents":true}]'`,
 "filter-missing": "aws logs put-subscription-filter --region {region} --log-group-name {logGroup} --filter-name {filter} --filter-pattern '{pattern}' --destination-arn {functionArn}",
 "filter-elsewhere": "aws logs put-subscription-filter --region {region} --log-group-name {logGroup} --filter-name {filter} --filter-pattern '{pattern}' --destination-arn {functionArn}",
 "filter-pattern": "aws logs put-subscription-filter --region {region} --log-group-name {logGroup} --filter-name {filter} --filter-pattern '{pattern}' --destination-arn {functionArn}",
 "permission-missing": "aws lambda add-permission --region {region} --function-name {function} --statement-id loginbell-logs --action lambda:InvokeFunction --principal logs.amazonaws.com --source-account {accountId} --source-arn '{logGroupArn}:*'",
 "function-stopped": "aws lambda delete-function-concurrency --region {region} --function-name {function}",
 "function-failing": "aws logs tail {functionLogGroup} --region {region} --since 3h",
 "code-changed": "aws lambda get-function --region {region} --function-name {function} --query Code.Location --output text",
 "retries-missing": `aws lambda put-function-event-invoke-config --region {region} --function-name {function} --maximum-retry-attempts 2 --destination-config '{"OnFailure":{"Destination":"{queueArn}"}}'`,
 "dead-letters-waiting": "loginbell redrive --region {region} --suffix {suffix}",
 "topic-nobody": "aws sns subscribe --region {region} --topic-arn {topicArn} --protocol email --notification-endpoint you@example.com",
 "alarms-muted": "aws cloudwatch enable-alarm-actions --region {region} --alarm-names {names}"
};

// src/chain/judged.ts
var ok = (finding, values = {}) => ({ verdict: "ok", finding, values }), broken = (finding, values = {}) => ({ verdict: "broken", finding, values });
function given(seen, judge) {
 if (seen.seen) return judge(seen.value);
 let { reason, permission } = seen;
 return permission === void 0 ? { verdict: "unknown", finding: "not-seen", values: { reason } } : { verdict: "unknown", finding: "denied", values: { permission } };
}
function hangsOn(on) {
 return { verdict: "unknown", finding: "depends", values: { on } };
}
function minuteOf(time) {
 return new Date(time).toISOString().slice(0, 16).replace("T", " ");
}

// src/chain/judgeFunction.ts
var TOLERANCE = 10 * 6e4;
function judgeFunction(facts) {
 let seen = facts.function, isGone = seen.seen && seen.value === void 0;
 return {
  function: given(seen, (found) => judgeRunning(found, facts)),
  code: isGone ? hangsOn("function") : given(seen, (found) => judgeCode(found, facts)),
  retries: isGone ? hangsOn("function") : given(
   facts.onFailure,
   (destination) => destination === facts.names.queueArn ? ok("retries-ok") : broken("retries-missing")
  )
 };
}
function judgeRunning(found, facts) {
 let { concurrency, invocations } = facts;
 if (found === void 0) return broken("function-missing");
 let { state, stateReason } = found;
 return state === "Failed" ? broken("function-state", { state, reason: stateReason }) : concurrency.seen && concurrency.value === 0 ? broken("function-stopped") : given(invocations, ({ count, errors }) => {
  if (count > 0 && errors >= count) return broken("function-failing", { count });
  let ran = ok("function-ok", { installed: found.version || "?", count, errors });
  return concurrency.seen ? ran : given(concurrency, () => ran);
 });
}
function judgeCode(found, { deployedAt }) {
 return given(deployedAt, (deployed) => {
  if (deployed === void 0) return { verdict: "unknown", finding: "code-unmanaged" };
  let modified = found?.modifiedAt ?? 0;
  return modified > deployed + TOLERANCE ? broken("code-changed", { time: minuteOf(modified), deployed: minuteOf(deployed) }) : ok("code-ok", { time: minuteOf(deployed) });
 });
}

// src/chain/judgeKeeping.ts
function judgeKeeping(facts) {
 return {
  table: given(facts.table, (table) => {
   if (table === void 0) return broken("table-missing");
   let { state } = table;
   return /^(ACTIVE|UPDATING)$/.test(state) ? ok("table-ok") : broken("table-state", { state });
  }),
  "dead-letters": given(facts.deadLetters, (count) => count === void 0 ? broken("dead-letters-missing") : count === 0 ? ok("dead-letters-ok") : broken("dead-letters-waiting", { count })),
  topic: given(facts.topic, judgeTopic),
  alarms: given(facts.alarms, (found) => judgeAlarms(found, facts.names.alarms))
 };
}
function judgeTopic(topic) {
 if (topic === void 0) return broken("topic-missing");
 let { confirmed: count } = topic, pending = topic.pending.join(", ") || "-";
 return count === 0 ? broken("topic-nobody", { pending }) : ok(topic.pending.length > 0 ? "topic-pending" : "topic-ok", { count, pending });
}
function judgeAlarms(found, expected) {
 let present = new Map(found.map(({ name, acts }) => [name, acts])), missing = expected.filter((name) => !present.has(name));
 if (missing.length > 0) return broken("alarms-missing", { names: missing.join(", ") });
 let muted = expected.filter((name) => present.get(name) === !1);
 return muted.length > 0 ? broken("alarms-muted", { names: muted.join(" ") }) : ok("alarms-ok", { count: expected.length });
}

// src/chain/filterPatterns.ts
var FILTER_PATTERNS = {
 ConsoleLogin: '{ $.eventName = "ConsoleLogin" }',
 AllSignIns: '{ ($.eventName = "ConsoleLogin") || ($.eventSource = "signin.amazonaws.com") || ($.eventName = "Federate") }',
 AllSignInsAndTampering: [
  '{($.eventName="ConsoleLogin")||($.eventSource="signin.*")||($.eventName="Federate")||',
  '($.eventName="StopLogging")||($.eventName="*Trail")||($.eventName="PutEventSelectors")||',
  '($.eventName="*SubscriptionFilter")||($.eventName="DeleteLog*")||',
  '($.eventName="PutRetention*")||($.eventName="*KmsKey")||($.eventName="Unsubscribe")||',
  '($.eventName="DeleteTopic")||(($.eventSource="sns.*")&&($.eventName="Set*"))||',
  '($.eventName="RemovePermission*")||',
  '(($.eventSource="lambda.*")&&($.eventName="*Function*"))||($.eventName="*TimeToLive")||',
  '(($.eventSource="dynamodb.*")&&($.eventName="*Table"))||',
  '(($.eventSource="sqs.*")&&($.eventName="*Queue*"))||',
  '(($.eventSource="iam.*")&& (($.eventName="DeleteRole")||($.eventName="*RoleP*")||',
  '($.eventName="*Policy*")))||($.eventName="*Stack")||($.eventName="ExecuteChangeSet")||',
  '(($.eventSource="monitoring.*")&&($.eventName="*Alarm*"))||($.eventName="*Schedule*")||',
  '($.eventName="*KeyPolicy")||($.eventName="DisableKey")||($.eventName="DeleteBucket*")||',
  '($.eventName="PutBucket*")}'
 ].join("")
};

// src/chain/judgeStream.ts
function judgeStream(facts) {
 let { logGroup, filter, permission } = facts, hasNoLogGroup = logGroup.seen && logGroup.value === void 0;
 return {
  "log-group": given(logGroup, (found) => {
   if (found === void 0) return broken("log-group-missing");
   let { class: group } = found;
   return group === "STANDARD" ? ok("log-group-ok") : broken("log-group-class", { class: group });
  }),
  filter: hasNoLogGroup ? hangsOn("log-group") : given(
   filter,
   (found) => found ? judgeFilter(found, facts) : withPattern("filter-missing", facts)
  ),
  permission: given(
   permission,
   (may) => may ? ok("permission-ok") : broken("permission-missing")
  )
 };
}
function judgeFilter({ pattern, destination }, facts) {
 let installed = facts.function.seen ? facts.function.value?.version : void 0;
 return unqualified(destination) !== facts.names.functionArn ? withPattern("filter-elsewhere", facts, { destination }) : bare(pattern) === bare(FILTER_PATTERNS[facts.events]) ? ok("filter-ok") : installed === facts.version ? withPattern("filter-pattern", facts) : {
  verdict: "unknown",
  finding: "filter-other-version",
  values: { installed: installed || "?" }
 };
}
function withPattern(finding, { events }, values = {}) {
 return broken(finding, { ...values, events, pattern: FILTER_PATTERNS[events] });
}
function unqualified(functionArn) {
 return functionArn.split(":").slice(0, 7).join(":");
}
function bare(pattern) {
 return pattern.replace(/\s+/g, "");
}

// src/chain/judgeTrail.ts
var STALE = 24 * 36e5;
function judgeTrail(facts) {
 let { trails } = facts, trail = trails.seen ? bestOf(trails.value) : void 0;
 return {
  trail: given(trails, () => judgeReach(trail)),
  logging: withTrail(
   trail,
   ({ arn, status }) => given(status, ({ logging }) => (logging ? ok : broken)(logging ? "logging-ok" : "logging-stopped", { trail: arn }))
  ),
  delivery: withTrail(trail, (one) => judgeDelivery(one, facts.at)),
  events: withTrail(trail, ({ arn, events }) => given(events, (seen) => judgeEvents(arn, seen)))
 };
}
function bestOf(trails) {
 let isOn = ({ status }) => !status.seen || status.value.logging;
 return trails.find((trail) => trail.multiRegion && isOn(trail)) ?? trails.find(({ multiRegion }) => multiRegion) ?? trails[0];
}
function withTrail(trail, judge) {
 return trail === void 0 ? hangsOn("trail") : judge(trail);
}
function judgeReach(trail) {
 if (trail === void 0) return broken("trail-none");
 let { arn, multiRegion } = trail;
 return multiRegion ? ok("trail-ok", { trail: arn }) : broken("trail-single-region", { trail: arn });
}
function judgeDelivery({ arn, status }, at) {
 return given(status, ({ logging, deliveryError, deliveredAt }) => {
  if (!logging) return hangsOn("logging");
  if (deliveryError !== "") return broken("delivery-error", { trail: arn, error: deliveryError });
  if (deliveredAt === void 0) return broken("delivery-never", { trail: arn });
  let values = { trail: arn, time: minuteOf(deliveredAt) };
  return at - deliveredAt > STALE ? broken("delivery-stale", values) : ok("delivery-ok", values);
 });
}
function judgeEvents(trail, events) {
 switch (events.kind) {
  case "recorded":
   return ok("events-ok");
  case "not-recorded":
   return broken("events-missing", { trail });
  case "narrowed":
   return { verdict: "unknown", finding: "events-narrowed", values: { trail, by: events.by } };
 }
}

// src/chain/judgeChain.ts
function judgeChain(facts, language = "en") {
 let judged = {
  ...judgeTrail(facts),
  ...judgeStream(facts),
  ...judgeFunction(facts),
  ...judgeKeeping(facts)
 };
 return LINKS.flatMap((link) => {
  let one = judged[link];
  return one === void 0 ? [] : worded(link, one, facts, language);
 });
}
function worded(link, { verdict, finding, values = {} }, { names, version }, language) {
 let [titles, texts] = language === "ja" ? [titlesJa, findingsJa] : [titlesEn, findingsEn], { alarms: _, ...plainNames } = names, all = { ...plainNames, version, ...values }, [evidence, repair] = texts[finding], command = verdict === "ok" ? void 0 : commandOf(finding, all);
 return {
  link,
  title: titles[link],
  verdict,
  finding,
  evidence: fill(evidence, finding === "depends" ? { on: titles[hung(values)] } : all).trim(),
  ...repair === void 0 ? {} : { repair },
  ...command === void 0 ? {} : { command }
 };
}
var PLAIN_WORD = /^[\w@%+=:,./][\w@%+=:,./#-]*$/, PLAIN_WORDS = /^[\w -]+$/;
function hung({ on }) {
 return LINKS.find((link) => link === on) ?? "trail";
}
function commandOf(finding, values) {
 let template = COMMANDS[finding];
 if (template === void 0) return;
 let used = [...template.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name), isPlain = (name) => name === "pattern" || (name === "names" ? PLAIN_WORDS : PLAIN_WORD).test(String(values[name]));
 return used.every(isPlain) ? fill(template, values) : void 0;
}

// src/net/reconcile.ts
var MINUTE = 6e4, HOUR = 60 * MINUTE, LEAVE_TO_STREAM = 30 * MINUTE, LOOK_BACK = 6 * HOUR, FURTHEST = 168 * HOUR, REGIONS_AT_ONCE = 8, SHARE = 200;
function spanOf(now, reached) {
 let until = now - LEAVE_TO_STREAM, since = Math.min(now - LOOK_BACK, reached ?? now);
 return { since: Math.max(since, now - FURTHEST), until };
}
async function reconcile(deps, span, limits) {
 let { clock, regions, find } = deps, result = { records: 0, notices: 0, problems: [] };
 async function lookAt(region) {
  let failIfLate = () => {
   if (clock.now() > limits.deadline) throw new Error("no time was left to look at all of it");
  }, share = [], ringForShare = async () => {
   let records = share;
   share = [], result.records += records.length, await inTurn(() => ringFor(region, records));
  };
  try {
   failIfLate();
   for await (let extracted of find(region, span))
    share.push(extracted), share.length === SHARE && await ringForShare(), failIfLate();
  } finally {
   await ringForShare();
  }
 }
 async function ringFor(region, found) {
  let isOld = (one) => happenedAt(one) < limits.mutedBefore;
  for (let mute of [!1, !0]) {
   let part = found.filter((one) => isOld(one) === mute);
   if (part.length === 0) continue;
   let { notices, failures } = await deps.ring(part, mute);
   result.notices += notices;
   for (let { eventId, step, reason } of failures)
    result.problems.push(`${region}: ${step} ${eventId}: ${reason}`);
  }
 }
 let turn = Promise.resolve(), inTurn = (work) => {
  let done = turn.then(work);
  return turn = done.catch(() => {
  }), done;
 };
 return await concurrently(
  regions,
  REGIONS_AT_ONCE,
  (region) => lookAt(region).catch((error) => {
   result.problems.push(`${region}: ${reasonOf(error)}`);
  })
 ), result;
}
function happenedAt(extracted) {
 if (extracted.kind === "unreadable") return Number.POSITIVE_INFINITY;
 let at = Date.parse(String(fieldAt(extracted.record, "eventTime")));
 return Number.isNaN(at) ? Number.POSITIVE_INFINITY : at;
}

// src/chain/chainNews.ts
var UNKNOWN_AFTER = 24 * 36e5, NOTHING_TOLD = { broken: [], unknownSince: {}, mentioned: [] };
function chainNews(told, verdicts, now) {
 let linksThatAre = (verdict) => verdicts.filter((one) => one.verdict === verdict), broken2 = linksThatAre("broken"), unknown = linksThatAre("unknown"), stillBroken = unknown.filter(({ link }) => told.broken.includes(link)), unclear = unknown.filter(({ finding }) => finding !== "depends"), unknownSince = Object.fromEntries(
  unclear.map(({ link }) => [link, told.unknownSince[link] ?? now])
 ), overdue = unclear.filter(({ link }) => now - (unknownSince[link] ?? now) >= UNKNOWN_AFTER), next = {
  broken: namesOf2([...broken2, ...stillBroken]),
  unknownSince,
  mentioned: namesOf2(overdue)
 }, isNew = (before) => (one) => !before.includes(one.link), kind = broken2.some(isNew(told.broken)) ? "broken" : overdue.some(isNew(told.mentioned)) ? "unknown" : told.broken.length > 0 && next.broken.length === 0 ? "well" : void 0, links = kind === "broken" ? [...broken2, ...overdue] : kind === "unknown" ? overdue : verdicts;
 return { news: kind && { kind, links }, next };
}
function namesOf2(verdicts) {
 return LINKS.filter((link) => verdicts.some((one) => one.link === link));
}
function isSameState(a, b) {
 let key = ({ broken: broken2, unknownSince, mentioned }) => JSON.stringify([broken2, LINKS.map((link) => unknownSince[link] ?? null), mentioned]);
 return key(a) === key(b);
}

// src/notice/chainWording.ts
var en2 = {
 brokenHeadline: "loginbell is broken: until this is repaired you may not hear of console sign-ins in time.",
 unknownHeadline: "loginbell could not look at a part of itself for a day.",
 wellHeadline: "loginbell is well again: every link from the trail to this mailbox holds.",
 brokenSubject: " broken",
 unknownSubject: " not checked for a day",
 wellSubject: "all is well again",
 unknownMark: "Not checked",
 toDo: "What to do",
 untilThen: "Until then the hourly check goes on looking for sign-ins by another way.",
 nothingToDo: "Nothing. Sign-ins of the time between are looked up by the hourly check, and told if they were missed."
}, ja2 = {
 brokenHeadline: "loginbellが正常に動いていません。直るまで、コンソールへのログインがすぐに通知されないおそれがあります。",
 unknownHeadline: "loginbellの一部を1日のあいだ確認できませんでした。",
 wellHeadline: "loginbellは正常に戻りました。証跡からこのメールまで、すべてつながっています。",
 brokenSubject: "に問題",
 unknownSubject: "を1日確認できず",
 wellSubject: "正常に戻りました",
 unknownMark: "未確認",
 toDo: "対処",
 untilThen: "直るまでの間も、1時間ごとの点検が別の方法でログインを探します。",
 nothingToDo: "必要ありません。この間のログインは1時間ごとの点検が調べ、通知されていないものを通知します。"
};
function chainWordsOf(language) {
 return language === "ja" ? ja2 : en2;
}

// src/notice/composeChainNotice.ts
var SEVERITY = {
 broken: "critical",
 unknown: "warning",
 well: "info"
};
function composeChainNotice(telling, settings) {
 let { kind, links, accountId } = telling, voice = voiceOf(settings), words = chainWordsOf(settings.language), severity = SEVERITY[kind], content = {
  language: settings.language,
  severity,
  headline: words[`${kind}Headline`],
  alerts: [],
  rows: [],
  lines: links.map((line) => lineOf2(line, kind, words)),
  stepsHeading: words.toDo,
  steps: kind === "well" ? [words.nothingToDo] : stepsOf2(links, words),
  eventIds: []
 }, english = voiceOf({ ...settings, language: "en" }), none = { outcome: "", identityType: "", mfa: "" };
 return {
  subject: subjectOf2(telling, voice, ({ title }) => safe(title, 40)),
  asciiSubject: subjectOf2(telling, english, ({ link }) => link).replace(/[^ -~]+/g, "?"),
  text: renderText(content),
  content,
  attributes: { ...none, accountId, eventName: "LoginbellChain", severity },
  signIns: []
 };
}
function subjectOf2({ kind, links, accountId }, voice, nameOf3) {
 let words = chainWordsOf(voice.language), told = links.filter(({ verdict }) => verdict === kind);
 return fitted(
  `${kind === "broken" ? voice.urgent : ""}loginbell: `,
  told.map(nameOf3).join(voice.separator),
  words[`${kind}Subject`],
  accountLabel(accountId, voice)
 );
}
function lineOf2({ title, verdict, evidence }, kind, words) {
 let mark = verdict === "unknown" && kind !== "unknown" ? ` (${words.unknownMark})` : "";
 return `${safe(title)}${mark}: ${safe(evidence, 400)}`;
}
function stepsOf2(links, words) {
 return [...links.flatMap(
  ({ title, repair, command }) => repair === void 0 ? [] : [
   `${safe(title)}: ${safe(repair, 400)}` + (command === void 0 ? "" : `
   ${cleanText(command, 2048)}`)
  ]
 ), words.untilThen];
}

// src/net/watchChain.ts
var LEASE = 6e4;
async function watchChain(deps, verdicts) {
 let { memory, clock, token } = deps, remembered = await memory.load().catch((error) => ({ error }));
 if ("error" in remembered)
  throw await tell(deps, chainNews(NOTHING_TOLD, verdicts, clock.now()).news), remembered.error;
 let { version } = remembered, state = remembered.state ?? NOTHING_TOLD, { news, next } = chainNews(state, verdicts, clock.now());
 if (news === void 0 && isSameState(state, next)) return;
 let lease = { token, until: clock.now() + LEASE };
 if (await memory.claim(version, lease))
  return await tell(deps, news), await memory.settle(next, version + 1, lease), news?.kind;
}
async function tell(deps, news) {
 if (news === void 0) return;
 let { accountId, notice, notifier } = deps;
 await notifier.send(composeChainNotice({ ...news, accountId }, notice));
}

// src/net/checkHour.ts
async function checkHour(deps, deadline) {
 let problems = [], attempt2 = async (what, work) => work().catch((error) => {
  problems.push(`${what}: ${reasonOf(error)}`);
 }), facts = await deps.loadChain(), verdicts = judgeChain(facts, deps.notice.language), told = await attempt2("chain", () => watchChain(deps, verdicts)), regions = await attempt2("regions", deps.loadRegions) ?? [deps.homeRegion], reached = await attempt2("last look", deps.memory.loadReached), span = spanOf(deps.clock.now(), reached), { table } = facts, installedAt = table.seen && table.value?.createdAt || 0, mutedBefore = reached === void 0 ? installedAt : 0, looked = await reconcile({ ...deps, regions }, span, { deadline, mutedBefore });
 return problems.push(...looked.problems), problems.length === 0 && await attempt2("last look", () => deps.memory.saveReached(span.until)), {
  regions: regions.length,
  span,
  records: looked.records,
  notices: looked.notices,
  told,
  chain: verdicts.flatMap(
   ({ link, verdict, finding, evidence }) => verdict === "ok" ? [] : `${link}: ${verdict === "unknown" ? evidence : finding}`
  ),
  problems
 };
}

// src/systemClock.ts
const { setTimeout } = require("node:timers/promises");
var systemClock = {
 now: () => Date.now(),
 sleep: async (ms) => {
  await setTimeout(ms);
 }
};

// src/chain/names.ts
var ALARMS = [
 "dead-letters",
 "errors",
 "throttles",
 "filter-errors",
 "filter-throttling",
 "failed-notices"
];
function chainNames(installation) {
 let { partition, region, accountId, suffix, logGroup } = installation, arn = (service, rest) => `arn:${partition}:${service}:${region}:${accountId}:${rest}`, own2 = {
  function: `ConsoleLoginNotificationLambda-${suffix}`,
  queue: `LoginbellDeadLetters-${suffix}`,
  topic: `SendEmailTopic-${suffix}`
 };
 return {
  ...installation,
  ...own2,
  filter: `ConsoleLogin-${suffix}`,
  functionArn: arn("lambda", `function:${own2.function}`),
  functionLogGroup: `/aws/lambda/${own2.function}`,
  logGroupArn: arn("logs", `log-group:${logGroup}`),
  table: `ConsoleLoginEventDataTable-${suffix}`,
  queueArn: arn("sqs", own2.queue),
  topicArn: arn("sns", own2.topic),
  alarms: ALARMS.map((name) => `loginbell-${name}-${suffix}`)
 };
}

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

// src/lambda/safetyNetConfig.ts
var OWN_ARN = /^arn:([\w-]+):lambda:([\w-]+):(\d{12}):function:LoginbellSafetyNet-([a-z\d-]+)/;
function guardedBy(functionArn) {
 let [, partition, region, accountId, suffix] = OWN_ARN.exec(functionArn) ?? [];
 if (!partition || !region || !accountId || !suffix) {
  let message = `${functionArn} is not called LoginbellSafetyNet-SUFFIX; the template names it so`;
  throw new LoginbellError("bad-config", message);
 }
 return chainNames({ partition, region, accountId, suffix, logGroup: "" });
}
function readSafetyNetConfig(own2, bell, guarded) {
 let resources = { TABLE_NAME: guarded.table, TOPIC_ARN: guarded.topicArn }, config = readConfig({ ...bell, ...resources }), reader = readSettings((name) => ({ name, text: own2[name] ?? "" })), regions = reader.take("REGIONS", parseRegions, void 0);
 reader.finish();
 let [logGroup = ""] = parseList(bell.OWN_RESOURCES ?? ""), names = chainNames({ ...guarded, logGroup });
 return { ...config, names, version: own2.VERSION ?? "", regions };
}

// src/lambda/safetyNet.ts
var LEASE_MS = 5e4, RESERVE = 12e4, clients;
function createClients() {
 let options = { maxAttempts: 4, requestHandler: TIMEOUTS };
 return { chain: {
  cloudFormation: new CloudFormationClient(options),
  cloudTrail: new CloudTrailClient(options),
  cloudWatch: new CloudWatchClient(options),
  dynamoDb: new DynamoDBClient(options),
  lambda: new LambdaClient(options),
  logs: new CloudWatchLogsClient(options),
  sns: new SNSClient(options),
  sqs: new SQSClient(options)
 }, account: new AccountClient(options) };
}
async function handler(_event, context) {
 clients ??= createClients();
 let clock = systemClock, { chain, account } = clients, deadline = clock.now() + context.getRemainingTimeInMillis() - RESERVE, guarded = guardedBy(context.invokedFunctionArn), rows = createDynamoDbRows(chain.dynamoDb, guarded.table), environment = await loadBellEnvironment(chain.lambda, rows, guarded.function), config = readSafetyNetConfig(process.env, environment, guarded), { names, notice, watch, version, tableName, topicArn, retentionDays } = config, token = `${context.awsRequestId}/${randomUUID()}`, settings = { timeZone: notice.timeZone, retentionDays }, journal = createDynamoDbJournal({ client: chain.dynamoDb, tableName, clock, settings }), pace = createDynamoDbPace(rows, clock, "pace#publish"), notifier = createSnsNotifier({ client: chain.sns, topicArn, clock, pace }), bell = { journal, history: journal, notifier, crowd: soloCrowd, clock, leaseToken: token }, ringing = { notice, watch, leaseMs: LEASE_MS, concurrency: 10, found: !0 }, report = await checkHour(
  {
   clock,
   notifier,
   notice,
   token,
   memory: createNetMemory(rows, clock),
   accountId: names.accountId,
   homeRegion: names.region,
   loadChain: () => loadChain(chain, { names, events: watch.events, version, at: clock.now() }),
   loadRegions: async () => config.regions ?? loadRegions(account, "the parameter Regions"),
   find: async function* (region, span) {
    let client = new CloudTrailClient({ region, maxAttempts: 1, requestHandler: TIMEOUTS }), lookup = createEventLookup({ client, region, clock });
    try {
     for (let filter of lookupFilters(watch.events)) yield* lookup({ ...span, filter });
    } finally {
     client.destroy();
    }
   },
   ring: (records, mute) => ring(records, bell, { ...ringing, mute })
  },
  deadline
 );
 if (console.info(report), report.problems.length === 0) return;
 let more = report.problems.length > 3 ? `; and ${report.problems.length - 3} more` : "";
 throw new LoginbellError("incomplete", report.problems.slice(0, 3).join("; ") + more);
}
exports.handler = handler;

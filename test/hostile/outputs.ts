import { simpleParser } from 'mailparser';
import type { Medium } from './attacks.ts';
import { chatProblems } from './chat.ts';
import {
  csvProblems,
  htmlProblems,
  jsonProblems,
  lineProblems,
  logProblems,
  type Problems,
  textProblems,
} from './laws.ts';
import { mailProblems } from './mail.ts';
import { publishProblems } from './publish.ts';
import type { Outputs } from './stage.ts';

/** One way out of loginbell: what comes out there, how it is read, and what is wrong with a piece of it. */
export type Output = {
  readonly name: string;
  readonly medium: Medium | 'data';
  texts(outputs: Outputs): readonly string[] | Promise<readonly string[]>;
  problems(text: string): Problems | Promise<Problems>;
};

/** Every way out, and what must never be in it. */
export const OUTPUTS: readonly Output[] = [
  output(
    'the subject of a notice',
    'lines',
    (it) => it.notices.map(({ subject }) => subject),
    subjectProblems,
  ),
  output('the text of a notice', 'lines', (it) => it.notices.map(({ text }) => text), textProblems),
  output(
    'a mail as an SMTP server takes it',
    'data',
    ({ mails }) => mails.map((raw) => raw.toString('latin1')),
    mailProblems,
  ),
  output(
    'the text of a mail as a mail program reads it',
    'lines',
    ({ mails }) => partsOf(mails, 'text'),
    textProblems,
  ),
  output(
    'the HTML of a mail as a mail program reads it',
    'page',
    ({ mails }) => partsOf(mails, 'html'),
    htmlProblems,
  ),
  output(
    'the subject that SNS gets',
    'lines',
    (it) => it.published.map(({ subject }) => subject),
    subjectProblems,
  ),
  output("SNS's text for e-mail", 'lines', payloads('email'), textProblems),
  output("SNS's text for SMS", 'lines', payloads('sms'), subjectProblems),
  output("SNS's JSON for chat programs", 'chat', payloads('https'), chatProblems),
  output("SNS's JSON for programs", 'data', payloads('default'), jsonProblems),
  output(
    "a message within SNS's limits",
    'data',
    (it) => it.published.map((one) => JSON.stringify(one)),
    publishProblems,
  ),
  output("the function's log", 'data', ({ logged }) => logged, logProblems),
  output('what `ring` prints', 'lines', ({ ring }) => ring, terminalProblems),
  output('what `ring --json` prints', 'data', ({ ringJson }) => [ringJson], jsonProblems),
  output('what `history` prints', 'lines', ({ history }) => history, terminalProblems),
  output('what `history --json` prints', 'data', ({ historyJson }) => historyJson, jsonProblems),
  output('what `history --csv` prints', 'sheet', ({ historyCsv }) => [historyCsv], csvProblems),
];

function output(
  name: string,
  medium: Output['medium'],
  texts: Output['texts'],
  problems: Output['problems'],
): Output {
  return { name, medium, texts, problems };
}

/** Under 100 characters, as SNS demands. */
function subjectProblems(text: string): Problems {
  return lineProblems(text, 99);
}

function terminalProblems(line: string): Problems {
  return textProblems(line, 400);
}

function payloads(protocol: string): Output['texts'] {
  return ({ published }) => published.map(({ message }) => message[protocol] ?? '');
}

async function partsOf(mails: readonly Buffer[], part: 'text' | 'html'): Promise<string[]> {
  const parsed = await Promise.all(mails.map((raw) => simpleParser(raw)));
  return parsed.map((mail) => String(mail[part]));
}

import { localTime } from '../signin/localTime.ts';
import { alertsOf } from './alerts.ts';
import { consoleLink } from './consoleLink.ts';
import { finishNotice } from './finishNotice.ts';
import { floodHeadline, headlineOf } from './headline.ts';
import type { Notice, NoticeSettings, Telling } from './notice.ts';
import type { Phrasebook } from './phrases.ts';
import { accountLabel, addressOf, clientTextOf, rowsOf } from './rows.ts';
import { safe } from './safe.ts';
import { severityOf } from './severity.ts';
import { joined, spreadTally } from './status.ts';
import { stepsOf } from './steps.ts';
import { subjectOf } from './subject.ts';
import { fill, voiceOf } from './wording.ts';

/**
 * The notice of one sign-in: who, where, did it work, is it normal, what to do if it was not you.
 * Everything that comes from the record is sanitised. Never throws, whatever the record holds.
 */
export function composeNotice(telling: Telling, settings: NoticeSettings): Notice {
  const { signIn } = telling;
  const voice = voiceOf(settings);
  const tally = spreadTally(telling);
  const link = consoleLink(signIn);
  const draft = {
    severity: severityOf(telling),
    headline: tally === undefined ? headlineOf(signIn, voice) : floodHeadline(signIn, tally, voice),
    alerts: alertsOf(telling, voice),
    preview: previewOf(telling, voice),
    rows: rowsOf(telling, voice),
    lines: [],
    steps: stepsOf(telling, voice),
    ...(link && {
      link,
      linkLabel: fill(voice.inAccount, { account: accountLabel(signIn.accountId, voice) }),
    }),
  };
  return finishNotice([telling], draft, subjectOf(telling), settings);
}

/** Where from and with what, and what is new of it: `203.0.113.7 (first time …), Chrome 141 / Windows, 2026/11/23 18:04:05`. */
function previewOf(telling: Telling, voice: Phrasebook): string {
  const { signIn } = telling;
  return joined(voice.separator, [
    addressOf(telling, voice),
    clientTextOf(telling, voice),
    signIn.timeIsKnown && localTime(signIn.occurredAt, voice.timeZone),
    safe(signIn.awsRegion),
  ]);
}

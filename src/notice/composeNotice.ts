import { alertsOf } from './alerts.ts';
import { consoleLink } from './consoleLink.ts';
import { finishNotice } from './finishNotice.ts';
import { floodHeadline, headlineOf } from './headline.ts';
import type { Notice, NoticeSettings, Telling } from './notice.ts';
import { accountLabel, rowsOf } from './rows.ts';
import { severityOf } from './severity.ts';
import { spreadTally } from './status.ts';
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

import { cleanText } from '../signin/cleanText.ts';
import { chainWordsOf, type HealthWording } from './healthWording.ts';
import type { Notice, NoticeContent, NoticeSettings, Severity } from './notice.ts';
import type { Phrasebook } from './phrases.ts';
import { renderText } from './renderText.ts';
import { accountLabel } from './rows.ts';
import { safe } from './safe.ts';
import { sentBy } from './sentBy.ts';
import { fitted } from './subject.ts';
import { voiceOf } from './wording.ts';

/** One link of the chain, as found, in the reader's language. Texts may hold untrusted names. */
export type ChainLine = {
  /** Its name for programs, in ASCII. */
  readonly link: string;
  readonly title: string;
  readonly verdict: 'ok' | 'warning' | 'broken' | 'unknown';
  readonly evidence: string;
  readonly repair?: string;
  readonly command?: string;
};

/** What there is to tell of the chain of one account. */
export type ChainTelling = {
  readonly kind: 'broken' | 'warning' | 'unknown' | 'well';
  readonly links: readonly ChainLine[];
  readonly accountId: string;
};

const SEVERITY: Readonly<Record<ChainTelling['kind'], Severity>> = {
  broken: 'critical',
  warning: 'warning',
  unknown: 'warning',
  well: 'info',
};

/** The notice about loginbell itself: what broke and what to do, or that all is well again. Sanitised. */
export function composeHealthNotice(telling: ChainTelling, settings: NoticeSettings): Notice {
  const { kind, links, accountId } = telling;
  const voice = voiceOf(settings);
  const words = chainWordsOf(settings.language);
  const severity = SEVERITY[kind];
  const content: NoticeContent = {
    language: settings.language,
    severity,
    headline: words[`${kind}Headline`],
    alerts: [],
    rows: [],
    lines: links.map((line) => lineOf(line, kind, words)),
    stepsHeading: words.toDo,
    steps: kind === 'well' ? [words.nothingToDo] : stepsOf(links, kind, words),
    eventIds: [],
    ...sentBy(settings),
  };
  const none = { outcome: '', identityType: '', mfa: '' };
  return {
    subject: subjectOf(telling, voice),
    text: renderText(content),
    content,
    attributes: { ...none, accountId, eventName: 'LoginbellChain', severity },
    signIns: [],
  };
}

/** `[URGENT] loginbell: Subscription filter broken (production 123456789012)` */
function subjectOf({ kind, links, accountId }: ChainTelling, voice: Phrasebook): string {
  const words = chainWordsOf(voice.language);
  const told = links.filter(({ verdict }) => verdict === kind);
  return fitted(
    `${kind === 'broken' ? voice.urgent : ''}loginbell: `,
    told.map(({ title }) => safe(title, 40)).join(voice.separator),
    words[`${kind}Subject`],
    accountLabel(accountId, voice),
  );
}

function lineOf(
  { title, verdict, evidence }: ChainLine,
  kind: ChainTelling['kind'],
  words: HealthWording,
): string {
  const mark = verdict === 'unknown' && kind !== 'unknown' ? ` (${words.unknownMark})` : '';
  return `${safe(title)}${mark}: ${safe(evidence, 400)}`;
}

/** Commands stand on a line of their own, to be copied; they hold nothing untrusted. */
function stepsOf(
  links: readonly ChainLine[],
  kind: ChainTelling['kind'],
  words: HealthWording,
): string[] {
  const steps = links.flatMap(({ title, repair, command }) =>
    repair === undefined
      ? []
      : [
          `${safe(title)}: ${safe(repair, 400)}` +
            (command === undefined ? '' : `\n   ${cleanText(command, 2048)}`),
        ],
  );
  return [...steps, kind === 'warning' ? words.nothingLost : words.untilThen];
}

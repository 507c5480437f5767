import { shortName } from '../notice/displayName.ts';
import { severityOf } from '../notice/severity.ts';
import { fill, own } from '../notice/wording.ts';
import { clientOf } from '../signin/client.ts';
import { byTime } from '../signin/predecessor.ts';
import type { SignIn } from '../signin/signIn.ts';
import { attemptsOf } from './attempts.ts';
import { tableOf, textOf } from './markup.ts';
import type { ReportSpeech, SummedSignIns } from './report.ts';

/** More cards than this nobody reads; what is more stands in the list. */
const MOST_CARDS = 12;
/** Lines that are seen at once, and lines that can be unfolded: what is more is counted. */
const GUESSED_SEEN = 10;
const MOST_GUESSED = 500;

/** The sign-ins that are told as critical, newest first. */
function criticalOf({ signIns }: SummedSignIns): readonly SignIn[] {
  return signIns
    .filter(({ signIn, marks }) => {
      const telling = { signIn, late: false, ...(marks === undefined ? {} : { marks }) };
      return severityOf(telling) === 'critical';
    })
    .map(({ signIn }) => signIn);
}

/** A sign-in that somebody should look at, and why. */
export type Look = { readonly signIn: SignIn; readonly reason: string };

/** Who mistypes a password so often has mostly given up: a success after it looks guessed. */
const GUESSED_FROM = 5;

/** What needs a look: the critical ones, and entries after many failures. Newest first. */
export function looksOf(report: SummedSignIns, { words, number }: ReportSpeech): readonly Look[] {
  const critical = criticalOf(report).map((signIn) => ({ signIn, reason: words.isCritical }));
  const known = new Set(critical.map(({ signIn }) => signIn));
  const guessed = report.summary.afterFailures.flatMap(({ signIn, byUser, byAddress }) => {
    const count = Math.max(byUser, byAddress);
    if (count < GUESSED_FROM || known.has(signIn)) return [];
    return [{ signIn, reason: fill(words.isGuessed, { count: number(count) }) }];
  });
  return [...critical, ...guessed].sort((a, b) => byTime(b.signIn, a.signIn));
}

/** A card for each that needs a look: who, why, what, did it work, from where, into what, when. */
export function renderLooks(looks: readonly Look[], speech: ReportSpeech): string {
  if (looks.length === 0) return '';
  const { words, settings, number, time } = speech;
  const cards = looks.slice(0, MOST_CARDS).map(({ signIn, reason }) => {
    const { who, eventName, outcome, mfa, sourceIPAddress, accountId, occurredAt } = signIn;
    const account = [accountId || '?', own(settings.accountNames, accountId)];
    const client = clientOf(signIn.userAgent).text;
    return `<li><h3>${textOf(shortName(who))}</h3>
<p class="bad">${reason}</p>
<p>${textOf(eventName)} · <span class="${LOOKS[outcome]}">${words.outcomes[outcome]}</span> · MFA: ${words.mfa[mfa]}</p>
<p>${[sourceIPAddress || '?', client].filter(Boolean).map(textOf).join(' · ')}</p>
<p>${textOf(account.filter(Boolean).join(' '))}</p>
<p class="muted">${time(occurredAt)}</p></li>`;
  });
  const more = looks.length - cards.length;
  return `<section class="long">
<h2>${words.looks} <span class="muted">${number(looks.length)}</span></h2>
<ul class="cards">
${cards.join('\n')}
</ul>
${more > 0 ? `<p class="muted">${fill(words.more, { count: number(more) })}</p>` : ''}
</section>`;
}

/** How an outcome looks, by the classes of the style sheet. */
export const LOOKS = { success: 'good', failure: 'bad', unclear: 'odd' } as const;

/** Entries that refused entries came before. */
export function renderAfterFailures({ summary }: SummedSignIns, speech: ReportSpeech): string {
  const { afterFailures } = summary;
  if (afterFailures.length === 0) return '';
  const { words, number, time } = speech;
  const rows = afterFailures
    .slice(0, MOST_GUESSED)
    .map(({ signIn, byUser, byAddress }) => [
      textOf(shortName(signIn.who)),
      textOf(signIn.sourceIPAddress || '?'),
      number(byUser),
      number(byAddress),
      time(signIn.occurredAt).slice(0, 16),
    ]);
  const heads = [
    words.person,
    words.columns.address,
    words.failuresByUser,
    words.failuresByAddress,
    words.columns.time,
  ];
  const more = afterFailures.length - rows.length;
  const others = rows.slice(GUESSED_SEEN);
  const unfolded =
    others.length === 0
      ? ''
      : `<details data-part="afterFailures"><summary>${fill(words.all, { count: number(others.length) })}</summary>
${tableOf(words.afterFailures, heads, others, [2, 3])}</details>`;
  return `<section class="long">
<h2>${words.afterFailures} <span class="muted">${number(afterFailures.length)}</span></h2>
<p class="muted">${words.afterFailuresNote}</p>
${tableOf(words.afterFailures, heads, rows.slice(0, GUESSED_SEEN), [2, 3])}
${unfolded}
${more > 0 ? `<p class="muted">${fill(words.more, { count: number(more) })}</p>` : ''}
</section>`;
}

/** Names that are written out; what is more is counted. */
const MOST_NAMES = 5;

/** Failures grouped by where they came from: whom they were about, how long they went on, and who got in. */
export function renderAttempts({ signIns }: SummedSignIns, speech: ReportSpeech): string {
  const attempts = attemptsOf(signIns.map(({ signIn }) => signIn));
  if (attempts.length === 0) return '';
  const { words, number, time } = speech;
  const named = (names: readonly string[]) => {
    const rest = names.length - MOST_NAMES;
    const more = rest > 0 ? ` ${fill(words.more, { count: number(rest) })}` : '';
    return names.slice(0, MOST_NAMES).map(textOf).join(', ') + more;
  };
  const rows = attempts
    .slice(0, MOST_GUESSED)
    .map((attempt) => [
      `${textOf(attempt.address || '?')}<br><span class="muted">${named(attempt.accounts)}</span>`,
      number(attempt.failures),
      named(attempt.users),
      `${time(attempt.first).slice(0, 16)}<br>${time(attempt.last).slice(0, 16)}`,
      attempt.gotIn.length === 0
        ? `<span class="muted">${words.nobody}</span>`
        : `<span class="bad">${named(attempt.gotIn)}</span>`,
    ]);
  const heads = [
    words.columns.address,
    words.failed,
    words.attemptUsers,
    words.attemptSpan,
    words.gotIn,
  ];
  const others = rows.slice(GUESSED_SEEN);
  const unfolded =
    others.length === 0
      ? ''
      : `<details data-part="attempts"><summary>${fill(words.all, { count: number(others.length) })}</summary>
${tableOf(words.attempts, heads, others, [1])}</details>`;
  const more = attempts.length - rows.length;
  return `<section class="long">
<h2>${words.attempts} <span class="muted">${number(attempts.length)}</span></h2>
<p class="muted">${words.attemptsNote}</p>
${tableOf(words.attempts, heads, rows.slice(0, GUESSED_SEEN), [1])}
${unfolded}
${more > 0 ? `<p class="muted">${fill(words.more, { count: number(more) })}</p>` : ''}
</section>`;
}

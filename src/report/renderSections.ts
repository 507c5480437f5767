import { isWithoutMfa } from '../notice/status.ts';
import { renderHours } from './renderChart.ts';
import { renderAfterFailures, renderAttempts } from './renderLooks.ts';
import { renderTallies } from './renderTallies.ts';
import type { ReportSpeech, SummedSignIns } from './report.ts';

/**
 * All that is said of a set of sign-ins below the chart: figures, tables. Markup. Made with the page of all of them, and
 * in the page anew of those that the reader's filters leave.
 */
export function renderSections(summed: SummedSignIns, speech: ReportSpeech): string {
  const known = summed.signIns.map(({ signIn }) => signIn);
  return [
    figures(summed, speech),
    known.length === 0 ? '' : renderHours(known, speech),
    renderTallies(summed, speech),
    renderAttempts(summed, speech),
    renderAfterFailures(summed, speech),
  ]
    .filter(Boolean)
    .join('\n');
}

/** Whoever can be told apart: not those of whom AWS hides what name was typed. */
export function peopleOf({ signIns }: Pick<SummedSignIns, 'signIns'>): number {
  const known = signIns.filter(({ signIn }) => signIn.who.kind !== 'hidden-user');
  return new Set(known.map(({ signIn }) => signIn.principal)).size;
}

function figures(report: SummedSignIns, { words, number }: ReportSpeech): string {
  const { signIns, summary } = report;
  const count = (fits: (one: SummedSignIns['signIns'][number]) => boolean) =>
    signIns.filter(fits).length;
  const withoutMfa = count(({ signIn }) => isWithoutMfa(signIn));
  const root = count(({ signIn: { who, kind } }) => who.kind === 'root' || kind === 'assume-root');
  const all: readonly (readonly [key: keyof typeof words.figures, value: number, look: string])[] =
    [
      ['signIns', signIns.length, ''],
      ['people', peopleOf(report), ''],
      ['addresses', summary.addresses.filter(({ name }) => name !== '?').length, ''],
      ['failures', summary.outcomes.failure, 'bad'],
      ['withoutMfa', withoutMfa, 'odd'],
      ['root', root, 'bad'],
    ];
  const items = all.map(
    ([key, value, look]) =>
      `<div class="${value > 0 ? look : ''}"><dt>${words.figures[key]}</dt><dd>${number(value)}</dd></div>`,
  );
  return `<dl class="figures">\n${items.join('\n')}\n</dl>`;
}

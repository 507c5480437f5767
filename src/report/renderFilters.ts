import { OUTCOMES } from '../signin/signIn.ts';
import { FLAG_FILTERS, VALUE_FILTERS } from './filterNames.ts';
import type { ReportSpeech } from './report.ts';

/** The form of filters, which the script shows once it answers them. Markup. */
export function renderFilters({ words, settings }: ReportSpeech): string {
  // The script asks for all of them; by country only those can filter who know it.
  const isOf = (name: string) => name !== 'country' || settings.describeAddress !== undefined;
  const values = VALUE_FILTERS.map(
    (name) =>
      `<label for="by-${name}"${isOf(name) ? '' : ' hidden'}>${words.valueFilters[name]}<input id="by-${name}" type="text" autocomplete="off" spellcheck="false" aria-describedby="bad-${name}"><span class="bad" id="bad-${name}" role="status"></span></label>`,
  );
  const check = (name: string, label: string) =>
    `<label for="only-${name}"><input id="only-${name}" type="checkbox"> ${label}</label>`;
  const outcomes = OUTCOMES.map((name) => check(name, words.outcomes[name]));
  const flags = FLAG_FILTERS.map((name) => check(name, words.flagFilters[name]));
  return `<section id="filters" hidden>
<h2>${words.filtersHeading}</h2>
<div class="tools"><label for="filter">${words.filter}<input id="filter" type="search" autocomplete="off" spellcheck="false"></label><label class="day" for="from">${words.fromDay}<input id="from" type="date"></label><label class="day" for="to">${words.toDay}<input id="to" type="date"></label></div>
<details id="more-filters"><summary>${words.moreFilters}</summary>
<p class="muted">${words.severalValues}</p>
<div class="tools">${values.join('')}</div>
<div class="checks">${[...outcomes, ...flags].join('')}</div>
</details>
<p><span id="matching" role="status"></span> <button id="whole" type="button" hidden>${words.showAll}</button></p>
</section>`;
}

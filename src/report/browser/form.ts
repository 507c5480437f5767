import { OUTCOMES } from '../../signin/signIn.ts';
import { FLAG_FILTERS, VALUE_FILTERS } from '../filterNames.ts';
import type { View } from '../view.ts';
import { find } from './elements.ts';

const input = (name: string) => find(name, HTMLInputElement);

/** What the form of filters says. `sort`: it stands in the heads of the list. */
export function readForm(sort: View['sort']): View {
  const valuesOf = (name: string) =>
    input(`by-${name}`)
      .value.split(';')
      .map((one) => one.trim())
      .filter(Boolean);
  const [user, account, ip, event, role, region, country] = VALUE_FILTERS.map(valuesOf);
  return {
    words: input('filter').value,
    from: input('from').value,
    to: input('to').value,
    values: {
      user: user ?? [],
      account: account ?? [],
      ip: ip ?? [],
      event: event ?? [],
      role: role ?? [],
      region: region ?? [],
      country: country ?? [],
    },
    outcomes: OUTCOMES.filter((one) => input(`only-${one}`).checked),
    flags: FLAG_FILTERS.filter((one) => input(`only-${one}`).checked),
    sort,
  };
}

/** Puts a view into the form. */
export function writeForm(view: View): void {
  input('filter').value = view.words;
  input('from').value = view.from;
  input('to').value = view.to;
  for (const name of VALUE_FILTERS) input(`by-${name}`).value = view.values[name].join('; ');
  for (const one of OUTCOMES) input(`only-${one}`).checked = view.outcomes.includes(one);
  for (const one of FLAG_FILTERS) input(`only-${one}`).checked = view.flags.includes(one);
  const isMore = [...Object.values(view.values), view.outcomes, view.flags].some(
    ({ length }) => length > 0,
  );
  const more = find('more-filters', HTMLDetailsElement);
  // What filters is seen; what the reader has unfolded stays so.
  more.open ||= isMore;
}

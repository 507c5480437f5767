import type { Extracted } from '../envelopes/recordsOf.ts';
import { parseSignIn, unreadableSignIn } from '../signin/parseSignIn.ts';
import { byTime } from '../signin/predecessor.ts';
import type { SignIn } from '../signin/signIn.ts';
import type { Run } from './run.ts';

/** The sign-ins of an envelope, each event once, oldest first. The report counts all the rest. */
export function understand(run: Run, extracted: Iterable<Extracted>): SignIn[] {
  const { report, settings } = run;
  const found = new Map<string, SignIn>();
  const add = (signIn: SignIn) => {
    if (found.has(signIn.eventId)) report.duplicates += 1;
    else found.set(signIn.eventId, signIn);
  };
  for (const item of extracted) {
    report.records += 1;
    if (item.kind === 'unreadable') {
      if (item.preselected) add(unreadableSignIn(item.text, item.reason, { at: run.startedAt }));
      else report.unreadable.push(item.reason);
      continue;
    }
    const arrival = { at: run.startedAt, truncated: item.truncated ?? false };
    const parsed = parseSignIn(item.record, settings.watch, arrival);
    if (parsed.kind === 'sign-in') add(parsed.signIn);
    else if (parsed.kind === 'not-watched') report.notWatched += 1;
    else report.unreadable.push(parsed.reason);
  }
  return [...found.values()].sort(byTime);
}

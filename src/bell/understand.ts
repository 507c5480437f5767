import type { Extracted } from '../envelopes/recordsOf.ts';
import { parseSignIn, unreadableSignIn } from '../signin/parseSignIn.ts';
import { byTime } from '../signin/predecessor.ts';
import type { SignIn } from '../signin/signIn.ts';
import type { Step } from './report.ts';
import type { Run } from './run.ts';

/** The sign-ins of an envelope, each event once, oldest first. The report counts all the rest. */
export function understand(run: Run, extracted: Iterable<Extracted>): Step<SignIn[]> {
  const signIns = new Map<string, SignIn>();
  const unreadable: string[] = [];
  let [records, notWatched, duplicates] = [0, 0, 0];
  const add = (signIn: SignIn) => {
    if (signIns.has(signIn.eventId)) duplicates += 1;
    else signIns.set(signIn.eventId, signIn);
  };
  for (const item of extracted) {
    records += 1;
    if (item.kind === 'unreadable') {
      if (item.preselected) add(unreadableSignIn(item.text, item.reason, { at: run.startedAt }));
      else unreadable.push(item.reason);
      continue;
    }
    const arrival = { at: run.startedAt, truncated: item.truncated ?? false };
    const parsed = parseSignIn(item.record, run.settings.watch, arrival);
    if (parsed.kind === 'sign-in') add(parsed.signIn);
    else if (parsed.kind === 'not-watched') notWatched += 1;
    else unreadable.push(parsed.reason);
  }
  return {
    found: [...signIns.values()].sort(byTime),
    report: { records, notWatched, duplicates, unreadable },
  };
}

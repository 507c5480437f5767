/** One way to break the code on purpose: a replacement that must match exactly once. */
export type Mutant = {
  /** What the broken code does. */
  readonly name: string;
  /** Below the project's folder. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  /**
   * Taken away as well, in the same file: a second guard of the same law, which alone would hold it. Then each of the two is
   * shown to be needed where the other fails.
   */
  readonly without?: { readonly find: string; readonly replace: string };
};

const acts = 'src/bell/foldActs.ts';
const bell = 'src/bell/bell.ts';
const deliver = 'src/bell/deliver.ts';
const failures = 'src/bell/failures.ts';
const floods = 'src/bell/floods.ts';
const gather = 'src/bell/batchWindow.ts';
const run = 'src/bell/run.ts';
const sqlite = 'src/local/sqliteJournal.ts';

/** Whoever gave sign-ins to a gathering answers for them too: its envelope comes again until they are told. */
const theGiver = {
  find: 'report: { gathered: own.length, held } };',
  replace: 'report: { gathered: own.length } };',
};

/** Ways to lose, repeat, delay, misstate or miscount, each of which some law must catch. */
export const MUTANTS: readonly Mutant[] = [
  {
    name: 'a claim ignores the lease',
    file: sqlite,
    find: 'heldUntil > now && !ownerIsGone(String(holder))',
    replace: 'heldUntil < 0 && !ownerIsGone(String(holder))',
  },
  {
    name: 'a claim is never given out again',
    file: sqlite,
    find: 'heldUntil > now && !ownerIsGone(String(holder))',
    replace: '!ownerIsGone(String(holder))',
  },
  {
    name: 'a claim taken over lasts one second only',
    file: sqlite,
    find: 'sql.lease.run({ token, until, eventId: signIn.eventId });',
    replace: 'sql.lease.run({ token, until: now + 1000, eventId: signIn.eventId });',
  },
  {
    name: 'a worker is kept out by its own lease',
    file: sqlite,
    find: ' && holder !== token;',
    replace: ';',
  },
  {
    name: 'a claim gives out what is settled',
    file: sqlite,
    find: "if (state !== 'claimed') return { kind: 'settled', state };",
    replace: '',
  },
  {
    name: 'every claim counts as new',
    file: sqlite,
    find: "return { kind: 'claimed', isNew: false };",
    replace: "return { kind: 'claimed', isNew: true };",
  },
  {
    name: 'a release frees whoever holds it',
    file: sqlite,
    find: "WHERE eventID = :eventId AND leaseToken = :token AND state = 'claimed'",
    replace: "WHERE eventID = :eventId AND :token <> '' AND state = 'claimed'",
  },
  {
    name: 'a settle sets another state',
    file: sqlite,
    find: 'eventId,\n              state,\n              at,',
    replace: "eventId,\n              state: 'folded',\n              at,",
  },
  {
    name: 'settled before it is sent',
    file: deliver,
    find: 'const notice = await send(run, plan);',
    replace: `await settleAll(run, settlementsOf(run, plan, { subject: '' } as Notice));
      const notice = await send(run, plan);`,
  },
  {
    name: 'sent though the lease has run out',
    file: deliver,
    find: '=> heldUntil > now;',
    replace: '=> heldUntil > 0;',
  },
  {
    name: 'an error of the notifier is swallowed',
    file: deliver,
    find: 'await run.deps.notifier.send(notice);',
    replace: 'await run.deps.notifier.send(notice).catch(() => undefined);',
  },
  {
    name: 'every fifth notice is sent twice',
    file: deliver,
    find: 'await run.deps.notifier.send(notice);',
    replace: `await run.deps.notifier.send(notice);
  if (notice.subject.length % 5 === 4) await run.deps.notifier.send(notice);`,
  },
  {
    name: 'only the first of many is settled',
    file: deliver,
    find: 'await journal.settle(settlements, at);',
    replace: 'await journal.settle(settlements.slice(0, 1), at);',
  },
  {
    name: 'a settle that failed for good is not reported',
    file: deliver,
    find: "return failuresOf(signIns, 'settle', error);",
    replace: 'return {};',
  },
  {
    name: 'a digest is settled as sent alone',
    file: deliver,
    find: "const state: FinalState = plan.length === 1 ? 'sent' : 'digested';",
    replace: "const state: FinalState = 'sent';",
  },
  {
    name: 'what a notice counts is not settled with it',
    file: deliver,
    find: "(one): Settlement<SignIn> => ({ signIn: one.signIn, state: 'folded', foldedInto }),",
    replace: '(one): Settlement<SignIn> => ({ signIn, state, subject, marks, act }),',
  },
  {
    name: 'a failure is counted by every claim',
    file: failures,
    find: 'const fresh = candidates.filter(({ isNew }) => isNew)',
    replace: 'const fresh = candidates.filter(() => true)',
  },
  {
    name: 'a retried failure adds to the count told',
    file: failures,
    find: 'const count = Math.max(total, again.length);',
    replace: 'const count = total + again.length;',
  },
  {
    name: 'retried failures beside the told one are dropped',
    file: failures,
    find: 'folded: again.slice(0, -1)',
    replace: 'folded: []',
  },
  {
    name: 'one failed look-up keeps all failures of its hour back',
    file: failures,
    find: 'return unassessed(run, signIn);',
    replace: "throw new Error('the look-up failed');",
  },
  {
    name: 'failures that do not ring are not settled',
    file: failures,
    find: "[...silent, ...counted].map(({ signIn }) => ({ signIn, state: 'folded' })),",
    replace: '[],',
  },
  {
    name: 'retried failures are folded without a notice',
    file: failures,
    find: 'if (last !== undefined) {',
    replace: 'if (last !== undefined && fresh.length > 0) {',
  },
  {
    name: 'failures are stored as folded before one of them is held',
    file: failures,
    find: 'while (rest.length > 0 && candidates.length < CANDIDATES) {',
    replace: 'while (rest.length > 0 && candidates.length < 0) {',
  },
  {
    name: 'the second failure does not ring',
    file: floods,
    find: '(count <= 3 ||',
    replace: '(count === 1 || count === 3 ||',
  },
  {
    name: 'late sign-ins are planned nowhere',
    file: floods,
    find: 'planDigests(ordinary.filter(({ telling }) => telling.late))',
    replace: '[]',
  },
  {
    name: 'every fifty-first of many is left out',
    file: floods,
    find: 'start += DIGEST_SIZE',
    replace: 'start += DIGEST_SIZE + 1',
  },
  {
    name: 'what was given to a gathering is told all the same',
    file: gather,
    find: 'const atOnce = claimed.filter((one) => !own.includes(one));',
    replace: 'const atOnce = claimed;',
  },
  {
    name: 'what may have been given away is told at once',
    file: gather,
    find: '(report) => ({ found: { atOnce, own: [] }, report }),',
    replace: '(report) => ({ found: { atOnce: claimed, own: [] }, report }),',
  },
  {
    name: 'the opener forgets its own',
    file: gather,
    find: '[...own, ...taken.found]',
    replace: '[...own.slice(0, 0), ...taken.found]',
  },
  {
    name: 'the opener tells its own alone',
    file: gather,
    find: '    members.found,',
    replace: '    members.found.slice(0, 0),',
    without: theGiver,
  },
  {
    name: 'who comes after a dead opener does not look for what had gathered',
    file: gather,
    find: 'return { ...all, found: { ...all.found, gathering: { id, closesAt: clock.now() } } };',
    replace: 'return all;',
    without: theGiver,
  },
  {
    name: 'a gathering that cannot be closed is let go',
    file: gather,
    find: "report: failuresOf([{ eventId: id }], 'gather', error)",
    replace: 'report: {}',
    without: theGiver,
  },
  {
    name: 'a member that cannot be taken over is let go',
    file: gather,
    find: '(member) => takeOver(run, member),',
    replace: '(member) => takeOver(run, member).catch(() => ({ found: [], report: {} })),',
    without: theGiver,
  },
  {
    name: 'a digest calls its first sign-in what all of it is folded into',
    file: deliver,
    find: 'const foldedInto = signIn.eventId;',
    replace: 'const foldedInto = plan[0]?.telling.signIn.eventId;',
  },
  {
    name: 'what belongs to an act is folded however long ago it was told',
    file: acts,
    find: '    apart <= ACT_WINDOW_MS &&',
    replace: '    apart <= 6 * ACT_WINDOW_MS &&',
  },
  {
    name: 'another sign-in of the same event is folded',
    file: acts,
    find: '    (isAnother || isCopy(run, told, apart)) &&',
    replace: '    (isAnother || told !== undefined) &&',
  },
  {
    name: 'what comes from a new address is folded into a notice that did not say so',
    file: acts,
    find: '(!isNewHere || told.isNewAddress)',
    replace: '(!isNewHere || told !== undefined)',
  },
  {
    name: 'an act is written down as told before its notice goes out',
    file: deliver,
    find: '    const notice = await send(run, plan);',
    replace: `      await run.deps.journal.settle(
        plan.flatMap(({ telling }) => {
          const { act } = settlingOf(run, telling, 'sent', '');
          return act === undefined ? [] : [{ eventId: 'none', state: 'sent', at: 0, act } as const];
        }),
      );
      const notice = await send(run, plan);`,
  },
  {
    name: 'who follows in an act is settled at once, not with its notice',
    file: acts,
    find: 'leader.followers.push({ signIn, heldUntil });',
    replace: "folded.push({ signIn, state: 'folded', marks, foldedInto: leader.act.eventId });",
  },
  {
    name: 'what anybody can cause is told before what matters',
    file: bell,
    find: '  const claimed = await claimAll(run, signIns);\n  const asked',
    replace:
      '  await tellFailures(run, failures.splice(0));\n  const claimed = await claimAll(run, signIns);\n  const asked',
  },
  {
    name: 'every run begins a large envelope anew',
    file: failures,
    find: 'failures.length > SHARE ? await withoutSettled(run, share) : share;',
    replace: 'share;',
  },
  {
    name: 'a failing record aborts the envelope',
    file: run,
    find: 'return failed(failuresOf(signIns, step, error));',
    replace: 'throw error;',
  },
  {
    name: 'after a failed step nothing more is tried',
    file: run,
    find: 'return await work();\n  } catch',
    replace: `const seen = globalThis as { failed?: true };
    if (seen.failed) throw new Error('stopped');
    return await work().catch((error) => {
      seen.failed = true;
      throw error;
    });
  } catch`,
  },
  {
    name: 'failures are not reported',
    file: run,
    find: 'return failed(failuresOf(signIns, step, error));',
    replace: 'return failed({});',
  },
  {
    name: 'an envelope is done while another worker holds part of it',
    file: 'src/bell/bell.ts',
    find: 'report.held.length + report.failures.length + report.unreached',
    replace: 'report.failures.length + report.unreached',
  },
  {
    name: 'an envelope is done though steps failed',
    file: 'src/bell/bell.ts',
    find: 'report.held.length + report.failures.length + report.unreached',
    replace: 'report.held.length + report.unreached',
  },
  {
    name: 'a record standing twice in an envelope is claimed twice',
    file: 'src/bell/understand.ts',
    find: 'if (signIns.has(signIn.eventId)) duplicates += 1;',
    replace: "if (signIns.has(signIn.eventId)) signIns.set(signIn.eventId.concat('.2'), signIn);",
  },
  {
    name: 'a claim refused by an error is taken for told',
    file: 'src/bell/claim.ts',
    find: 'const claim = await run.deps.journal.claim(signIn, lease, as, run.settings.way);',
    replace:
      "const claim = await run.deps.journal.claim(signIn, lease, as, run.settings.way).catch(() => ({ kind: 'settled' }) as const);",
  },
];

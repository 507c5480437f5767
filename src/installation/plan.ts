/** What one step does to a thing in the account. */
export type PlanAction = 'create' | 'update' | 'delete' | 'keep' | 'send' | 'set' | 'skip';

/** One thing that a command is about to do, or deliberately leaves alone. */
export type PlanStep = {
  readonly action: PlanAction;
  /** The thing, in AWS's words: `stack loginbell`. May hold names that others chose. */
  readonly what: string;
  /** Why, or what it means: one short sentence without a full stop. */
  readonly why?: string;
};

/**
 * What a command will do before it does it. The same plan is printed by `--dry-run` and before acting, so
 * that the two cannot differ.
 */
export type Plan = {
  /** `Install loginbell in 111122223333, us-east-1`. */
  readonly title: string;
  readonly steps: readonly PlanStep[];
  /** How to undo it: commands or sentences, one a line. */
  readonly undo: readonly string[];
};

/** A plan as lines for people. Nothing in them is cleaned yet. */
export function planLines({ title, steps, undo }: Plan): readonly string[] {
  const width = Math.max(0, ...steps.map(({ action }) => action.length));
  return [
    title,
    ...steps.map(({ action, what, why }) => {
      return `  ${action.padEnd(width)}  ${what}${why === undefined ? '' : ` (${why})`}`;
    }),
    ...undo.map((line, i) => `${i === 0 ? 'To undo: ' : '         '}${line}`),
  ];
}

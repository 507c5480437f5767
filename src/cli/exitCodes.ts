/** What the exit code says; documented in docs/cli.md and in `loginbell --help`. */
export const EXIT = {
  /** All well. */
  ok: 0,
  /** loginbell could not work: the journal is unusable, AWS refused, or a defect. */
  failed: 1,
  /** The command line or the settings are wrong; nothing was done. */
  usage: 2,
  /** Some input could not be read; the rest was processed. */
  unreadable: 3,
  /** Some sign-ins are not told yet; the next run tells them. */
  untold: 4,
  /** The plan was shown and you said no; nothing was done. */
  declined: 5,
  /** A link of the chain on AWS is broken: sign-ins may go unnoticed. */
  broken: 6,
  /** A link of the chain could not be looked at; none is known to be broken. */
  unknown: 7,
  /** Stopped with Ctrl-C or SIGTERM (128 + SIGINT, as shells have it). */
  stopped: 130,
} as const;

/** How far back CloudTrail's event history reaches, in days. */
export const MOST_DAYS = 90;

/** How long `loginbell test` waits for each step, in seconds, unless told otherwise. */
export const STEP_PATIENCE = 300;

/** Sign-ins that a table shows, unless told otherwise. */
export const TABLE_LIMIT = 50;

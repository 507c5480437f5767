/** The kinds of channels, for people. */
export const SCHEMES =
  'smtp(s)://, slack://, teams://, discord://, ntfy://, pagerduty://, https://, outbox:FOLDER, command:PROGRAM';

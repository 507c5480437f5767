/** Gigabytes that a query of Athena may read where nobody says otherwise. */
export const LIMIT_GB = 1000;

/** The options of verbs that can have Athena read. */
export const ENGINE_OPTIONS = [
  {
    flags: '--engine <name>',
    help: 'who reads s3://…: files (this machine) or athena (where they stand) (default: files)',
  },
  {
    flags: '--athena-workgroup <name>',
    help: 'its workgroup, made where there is none (default: primary)',
  },
  {
    flags: '--athena-output <url>',
    help: 's3://bucket/prefix for its results (default: the place of the workgroup)',
  },
  {
    flags: '--athena-table <name>',
    help: 'database.table, made where there is none (default: one for each archive)',
  },
  {
    flags: '--athena-limit <gigabytes>',
    help: `most that a query may read; a workgroup that is made keeps to it (default: ${LIMIT_GB})`,
  },
] as const;

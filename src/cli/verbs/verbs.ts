import type { Verb } from '../defineVerb.ts';
import { athenaSqlVerb } from './athenaSql.ts';
import { backfillVerb } from './backfill.ts';
import { completionVerb } from './completion.ts';
import { confirmVerb } from './confirm.ts';
import { deployVerb } from './deploy.ts';
import { doctorVerb } from './doctor.ts';
import { historyVerb } from './history.ts';
import { iamPolicyVerb } from './iamPolicy.ts';
import { letterVerb } from './letter.ts';
import { pageVerb } from './page.ts';
import { redriveVerb } from './redrive.ts';
import { reportVerb } from './report.ts';
import { ringVerb } from './ring.ts';
import { scanVerb } from './scan.ts';
import { templateVerb } from './template.ts';
import { testVerb } from './testVerb.ts';
import { uninstallVerb } from './uninstall.ts';
import { watchVerb } from './watch.ts';

/** Every verb, in the order in which help lists them. */
export const VERBS: readonly Verb[] = [
  ringVerb,
  historyVerb,
  scanVerb,
  reportVerb,
  pageVerb,
  watchVerb,
  letterVerb,
  deployVerb,
  confirmVerb,
  testVerb,
  doctorVerb,
  backfillVerb,
  redriveVerb,
  uninstallVerb,
  athenaSqlVerb,
  templateVerb,
  iamPolicyVerb,
  completionVerb(() => VERBS),
];

import { Command, CommanderError } from 'commander';
import type { Clock } from '../bell/ports.ts';
import { LoginbellError, reasonOf } from '../errors.ts';
import { systemClock } from '../systemClock.ts';
import { addBackfillVerb } from './backfill.ts';
import { addCompletionVerb } from './completion.ts';
import { addConfirmVerb } from './confirm.ts';
import { addDeployVerb } from './deploy.ts';
import { addDoctorVerb } from './doctor.ts';
import { EXIT } from './exitCodes.ts';
import { addHistoryVerb } from './history.ts';
import { addIamPolicyVerb } from './iamPolicy.ts';
import { addRedriveVerb } from './redrive.ts';
import { addRingVerb } from './ring.ts';
import { addScanVerb } from './scan.ts';
import { addTemplateVerb } from './template.ts';
import type { Terminal } from './terminal.ts';
import { addTestVerb } from './testVerb.ts';
import { addUninstallVerb } from './uninstall.ts';
import { version } from './version.ts';

/** What a verb works with; `finish` hands back its exit code. */
export type VerbContext = {
  readonly environment: NodeJS.ProcessEnv;
  readonly terminal: Terminal;
  readonly clock: Clock;
  finish(exitCode: number): void;
};

const EPILOGUE = `
Exit codes: 0 all well, 1 loginbell could not work, 2 wrong command line or settings,
3 some input could not be read (the rest was processed), 4 some sign-ins are not told yet (run it again),
5 you said no to the plan (nothing was done), 6 a link of the chain is broken, 7 a link could not be looked at,
130 stopped with Ctrl-C.
Settings come from flags, then LOGINBELL_… variables, then loginbell.json in this folder.`;

/** Runs one command line and returns its exit code. Never exits the process, never throws. */
export async function runProgram(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  terminal: Terminal,
  clock: Clock = systemClock,
): Promise<number> {
  let exitCode: number = EXIT.ok;
  const context: VerbContext = {
    environment,
    terminal,
    clock,
    finish: (code) => {
      exitCode = code;
    },
  };
  const program = new Command('loginbell')
    .description('Tells you of every sign-in to your AWS Management Console.')
    .version(version(), '-V, --version')
    .showSuggestionAfterError()
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.err(text.trimEnd()),
    })
    .addHelpText('after', EPILOGUE)
    .exitOverride();
  addRingVerb(program, context);
  addHistoryVerb(program, context);
  addScanVerb(program, context);
  addDeployVerb(program, context);
  addConfirmVerb(program, context);
  addTestVerb(program, context);
  addDoctorVerb(program, context);
  addBackfillVerb(program, context);
  addRedriveVerb(program, context);
  addUninstallVerb(program, context);
  addTemplateVerb(program, context);
  addIamPolicyVerb(program, context);
  addCompletionVerb(program, context);
  try {
    if (args.length === 0) program.outputHelp();
    else await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    const isUsage = error instanceof LoginbellError && /^bad-/.test(error.code);
    terminal.err(`loginbell: ${error instanceof LoginbellError ? error.message : reasonOf(error)}`);
    if (!(error instanceof LoginbellError)) terminal.err(defectOf(error));
    return isUsage ? EXIT.usage : EXIT.failed;
  }
}

function defectOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  return `This is a defect of loginbell; please report it with these lines:\n${stack}`;
}

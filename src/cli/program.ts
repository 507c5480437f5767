import { Command, CommanderError } from 'commander';
import type { Clock } from '../bell/ports.ts';
import { LoginbellError, reasonOf } from '../errors.ts';
import { systemClock } from '../systemClock.ts';
import { addVerb } from './addVerb.ts';
import { EXIT } from './exitCodes.ts';
import type { Terminal } from './terminal.ts';
import type { VerbContext } from './verbContext.ts';
import { VERBS } from './verbs/verbs.ts';
import { version } from './version.ts';

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
  const context: VerbContext = { environment, terminal, clock };
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
  for (const verb of VERBS) {
    addVerb(program, verb, context, (code) => {
      exitCode = code;
    });
  }
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

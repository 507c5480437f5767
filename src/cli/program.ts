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
import { type CliWords, cliLanguage, cliWords, helpText } from './words/words.ts';

/** Runs one command line and returns its exit code. Never exits the process, never throws. */
export async function runProgram(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  terminal: Terminal,
  clock: Clock = systemClock,
): Promise<number> {
  let exitCode: number = EXIT.ok;
  const language = cliLanguage(args, environment);
  const words = cliWords(language);
  const context: VerbContext = { environment, terminal, clock, language };
  const program = new Command('loginbell')
    .description(helpText('Tells you of every sign-in to your AWS Management Console.', language))
    .version(version(), '-V, --version', words.showVersion)
    .helpOption('-h, --help', words.showHelp)
    .configureHelp({ styleTitle: (title) => headingOf(title, words) })
    .showSuggestionAfterError()
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.err(text.trimEnd()),
    })
    .addHelpText('after', words.epilogue)
    .helpCommand('help [command]', words.showHelp)
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

/** Commander's own headings. */
function headingOf(title: string, words: CliWords): string {
  const known: Readonly<Record<string, string>> = {
    'Usage:': words.usage,
    'Arguments:': words.arguments,
    'Options:': words.options,
    'Commands:': words.commands,
  };
  return known[title] ?? title;
}

function defectOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  return `This is a defect of loginbell; please report it with these lines:\n${stack}`;
}

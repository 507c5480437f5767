import { Argument, type Command, Option } from 'commander';
import { LoginbellError } from '../errors.ts';
import { POLICY_VERBS } from '../installation/iamPolicy.ts';
import type { Verb } from './defineVerb.ts';
import type { VerbContext } from './verbContext.ts';
import { cliWords, helpText, notesOf } from './words/words.ts';

/** Makes a verb a command of the program; `finish` is handed its exit code. */
export function addVerb(
  program: Command,
  verb: Verb,
  context: VerbContext,
  finish: (exitCode: number) => void,
): void {
  const { name, summary, argument, options } = verb;
  const { language } = context;
  const command = program
    .command(name)
    .description(helpText(summary, language))
    .helpOption('-h, --help', cliWords(language).showHelp)
    .addHelpText('after', `\n${notesOf(verb, language)}`);
  if (argument !== undefined) {
    const { syntax, help, choices } = argument;
    const added = new Argument(syntax, helpText(help, language));
    command.addArgument(choices === undefined ? added : added.choices(choices));
  }
  for (const { flags, help, repeatable = false } of options) {
    const option = new Option(flags, helpText(help, language));
    if (repeatable)
      option.argParser((text: string, before: readonly string[] = []) => [...before, text]);
    command.addOption(option);
  }
  if (!options.some(({ flags }) => flags.startsWith('--language '))) {
    command.addOption(new Option('--language <ja|en>', cliWords(language).languageOption));
  }
  command.action(async () => {
    // Commander gives a variadic argument as a list, any other as text, and nothing as undefined.
    const words = command.processedArgs.flat().filter((word) => typeof word === 'string');
    try {
      finish(await verb.run({ words, options: command.opts() }, context));
    } catch (error) {
      throw withVerb(error, name);
    }
  });
}

/** Where the way out is the policy of a verb, it is this one's. */
export function namingVerb(text: string, verb: string): string {
  const general = '"loginbell iam-policy VERB" prints the policy that a verb needs';
  if (!POLICY_VERBS.includes(verb)) return text;
  return text.replace(general, `"loginbell iam-policy ${verb}" prints the policy that it needs`);
}

function withVerb(error: unknown, verb: string): unknown {
  if (!(error instanceof LoginbellError)) return error;
  const message = namingVerb(error.message, verb);
  if (message === error.message) return error;
  return new LoginbellError(error.code, message, { cause: error.cause });
}

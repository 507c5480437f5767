import { Argument, type Command, Option } from 'commander';
import type { Verb } from './defineVerb.ts';
import type { VerbContext } from './verbContext.ts';

/** Makes a verb a command of the program; `finish` is handed its exit code. */
export function addVerb(
  program: Command,
  verb: Verb,
  context: VerbContext,
  finish: (exitCode: number) => void,
): void {
  const { name, summary, argument, options, notes } = verb;
  const command = program.command(name).description(summary).addHelpText('after', `\n${notes}`);
  if (argument !== undefined) {
    const { syntax, help, choices } = argument;
    const added = new Argument(syntax, help);
    command.addArgument(choices === undefined ? added : added.choices(choices));
  }
  for (const { flags, help, repeatable = false } of options) {
    const option = new Option(flags, help);
    if (repeatable)
      option.argParser((text: string, before: readonly string[] = []) => [...before, text]);
    command.addOption(option);
  }
  command.action(async () => {
    // Commander gives a variadic argument as a list, any other as text, and nothing as undefined.
    const words = command.processedArgs.flat().filter((word) => typeof word === 'string');
    finish(await verb.run({ words, options: command.opts() }, context));
  });
}

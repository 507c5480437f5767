import type { Command } from 'commander';
import { readTemplate, templateNames } from './packagedTemplates.ts';
import type { VerbContext } from './program.ts';

const EXAMPLES = `
Examples:
  loginbell template                                        the names
  loginbell template cloudtrail > cloudtrail.yaml           to read, and to upload in the console or by S3
  loginbell template console-login-notification --packed    the same in fewer bytes, for one API call`;

/** `loginbell template`: prints a built CloudFormation template, to be read or packed. */
export function addTemplateVerb(program: Command, { terminal }: VerbContext): void {
  program
    .command('template')
    .description('print a built CloudFormation template')
    .argument('[name]', 'which one; without it, the names')
    .option('--packed', 'the form for one API call, which deploy sends')
    .addHelpText('after', EXAMPLES)
    .action((name: string | undefined, { packed }: { packed?: boolean }) => {
      if (name === undefined) for (const one of templateNames()) terminal.out(one);
      else terminal.out(readTemplate(name, packed ? 'packed' : 'readable').trimEnd());
    });
}

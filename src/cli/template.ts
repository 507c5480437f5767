import type { Command } from 'commander';
import { readTemplate, templateNames } from './packagedTemplates.ts';
import type { VerbContext } from './program.ts';

const EXAMPLES = `
Examples:
  loginbell template                                        the names
  loginbell template console-login-notification             the notification
  loginbell template cloudtrail > cloudtrail.yaml           to read, or to deploy your own way`;

/** `loginbell template`: prints a built CloudFormation template as it is deployed. */
export function addTemplateVerb(program: Command, { terminal }: VerbContext): void {
  program
    .command('template')
    .description('print a built CloudFormation template')
    .argument('[name]', 'which one; without it, the names')
    .addHelpText('after', EXAMPLES)
    .action((name: string | undefined) => {
      if (name === undefined) for (const one of templateNames()) terminal.out(one);
      else terminal.out(readTemplate(name).trimEnd());
    });
}

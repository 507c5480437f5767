import { defineVerb } from '../defineVerb.ts';
import { EXIT } from '../exitCodes.ts';
import { readParameters, readTemplate, templateNames } from '../packagedTemplates.ts';

/** `loginbell template`: prints a built CloudFormation template. */
export const templateVerb = defineVerb({
  name: 'template',
  summary: 'print a built CloudFormation template',
  argument: { syntax: '[name]', help: 'which one; without it, the names', words: templateNames },
  options: [
    { flags: '--packed', help: 'the form for one API call, which deploy sends' },
    { flags: '--parameters', help: 'the parameters that carry the program of the packed form' },
  ],
  notes: `Examples:
  loginbell template                                        the names
  loginbell template cloudtrail > cloudtrail.yaml           to read, and to upload in the console or by S3
  loginbell template console-login-notification --packed    the same in fewer bytes, for one API call`,
  run: async ({ words: [name], options }, { terminal }) => {
    if (name === undefined) for (const one of templateNames()) terminal.out(one);
    else if (options.parameters) terminal.out(readParameters(name).trimEnd());
    else terminal.out(readTemplate(name, options.packed ? 'packed' : 'readable').trimEnd());
    return EXIT.ok;
  },
});

import { completionScript, SHELLS } from '../completion.ts';
import { defineVerb } from '../defineVerb.ts';
import { EXIT } from '../exitCodes.ts';

/** `loginbell completion`: prints a script that completes verbs, options and names, for a shell to load. */
export const completionVerb = defineVerb({
  name: 'completion',
  summary: 'print a completion script for your shell',
  argument: { syntax: '<shell>', help: 'bash, zsh or fish', choices: SHELLS },
  options: [],
  notes: `Examples:
  loginbell completion bash >> ~/.bashrc
  loginbell completion zsh > "\${fpath[1]}/_loginbell"
  loginbell completion fish > ~/.config/fish/completions/loginbell.fish`,
  run: async ({ words: [word] }, { terminal }) => {
    const { VERBS } = await import('./verbs.ts');
    const shell = SHELLS.find((one) => one === word) ?? 'bash';
    terminal.out(completionScript(shell, VERBS));
    return EXIT.ok;
  },
});

import { completionScript, SHELLS } from '../completion.ts';
import { defineVerb, type Verb } from '../defineVerb.ts';
import { EXIT } from '../exitCodes.ts';

/** `loginbell completion`: prints a script that completes these verbs, their options and names, for a shell to load. */
export const completionVerb = (verbs: () => readonly Verb[]) =>
  defineVerb({
    name: 'completion',
    summary: 'print a completion script for your shell',
    argument: { syntax: '<shell>', help: 'bash, zsh or fish', choices: SHELLS },
    options: [],
    notes: `Examples:
  loginbell completion bash >> ~/.bashrc
  loginbell completion zsh > "\${fpath[1]}/_loginbell"
  loginbell completion fish > ~/.config/fish/completions/loginbell.fish`,
    run: async ({ words: [word] }, { terminal }) => {
      const shell = SHELLS.find((one) => one === word) ?? 'bash';
      terminal.out(completionScript(shell, verbs()));
      return EXIT.ok;
    },
  });

import { Argument, type Command } from 'commander';
import { templateNames } from './packagedTemplates.ts';
import type { VerbContext } from './program.ts';

/** What completion knows of one verb. */
export type CompletionVerb = {
  readonly name: string;
  readonly description: string;
  readonly options: readonly { readonly flag: string; readonly description: string }[];
  /** Words that fit its first argument; empty where that is a file, or free. */
  readonly words: readonly string[];
  readonly takesFiles: boolean;
};

const EXAMPLES = `
Examples:
  loginbell completion bash >> ~/.bashrc
  loginbell completion zsh > "\${fpath[1]}/_loginbell"
  loginbell completion fish > ~/.config/fish/completions/loginbell.fish`;

/** `loginbell completion`: prints a script that completes verbs, options and names, for a shell to load. */
export function addCompletionVerb(program: Command, { terminal }: VerbContext): void {
  program
    .command('completion')
    .description('print a completion script for your shell')
    .addArgument(new Argument('<shell>', 'bash, zsh or fish').choices(Object.keys(SCRIPTS)))
    .addHelpText('after', EXAMPLES)
    .action((shell: keyof typeof SCRIPTS) => {
      terminal.out(SCRIPTS[shell](completionVerbs(program)));
    });
}

/** Reads off the program what can be completed, so that a new verb needs no word here. */
export function completionVerbs(program: Command): readonly CompletionVerb[] {
  return program.commands.map((command) => {
    const [argument] = command.registeredArguments;
    const words = command.name() === 'template' ? templateNames() : (argument?.argChoices ?? []);
    return {
      name: command.name(),
      description: command.description(),
      options: [...command.createHelp().visibleOptions(command)].map(({ long, description }) => ({
        flag: long ?? '',
        description,
      })),
      words,
      takesFiles: argument?.variadic === true,
    };
  });
}

const SCRIPTS = { bash, zsh, fish } as const;

function bash(verbs: readonly CompletionVerb[]): string {
  const cases = verbs.map(({ name, options, words, takesFiles }) => {
    const files = takesFiles ? ' COMPREPLY+=($(compgen -f -- "$word"))' : '';
    const all = [...options.map(({ flag }) => flag), ...words].join(' ');
    return `    ${name}) COMPREPLY=($(compgen -W "${all}" -- "$word"));${files} ;;`;
  });
  return [
    '_loginbell() {',
    '  local word="$2"',
    '  if [ "$COMP_CWORD" -eq 1 ]; then',
    `    COMPREPLY=($(compgen -W "${verbs.map(({ name }) => name).join(' ')}" -- "$word"))`,
    '    return',
    '  fi',
    `  case "\${COMP_WORDS[1]}" in`,
    ...cases,
    '  esac',
    '}',
    'complete -o filenames -F _loginbell loginbell',
  ].join('\n');
}

function zsh(verbs: readonly CompletionVerb[]): string {
  const described = (name: string, text: string) =>
    `'${name.replaceAll(':', '\\:')}:${text.replaceAll("'", "'\\''")}'`;
  const cases = verbs.map(({ name, options, words, takesFiles }) => {
    const lines = [
      `      local -a flags=(${options.map(({ flag, description }) => described(flag, description)).join(' ')})`,
      '      _describe option flags',
      ...(words.length > 0 ? [`      compadd -- ${words.join(' ')}`] : []),
      ...(takesFiles ? ['      _files'] : []),
    ];
    return `    ${name})\n${lines.join('\n')} ;;`;
  });
  return [
    '#compdef loginbell',
    '_loginbell() {',
    `  local -a verbs=(${verbs.map(({ name, description }) => described(name, description)).join(' ')})`,
    '  if (( CURRENT == 2 )); then _describe verb verbs; return; fi',
    '  case "$words[2]" in',
    ...cases,
    '  esac',
    '}',
    'compdef _loginbell loginbell',
  ].join('\n');
}

function fish(verbs: readonly CompletionVerb[]): string {
  const quoted = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  return [
    'complete -c loginbell -f',
    ...verbs.flatMap(({ name, description, options, words, takesFiles }) => {
      const within = `complete -c loginbell -n '__fish_seen_subcommand_from ${name}'`;
      return [
        `complete -c loginbell -n __fish_use_subcommand -a ${name} -d ${quoted(description)}`,
        ...options.map((one) => `${within} -l ${one.flag.slice(2)} -d ${quoted(one.description)}`),
        ...(words.length > 0 ? [`${within} -a '${words.join(' ')}'`] : []),
        ...(takesFiles ? [`${within} -F`] : []),
      ];
    }),
  ].join('\n');
}

import type { Verb } from './defineVerb.ts';

/** What completion knows of one verb. */
type CompletionVerb = {
  readonly name: string;
  readonly description: string;
  readonly options: readonly { readonly flag: string; readonly description: string }[];
  /** Words that fit its first argument; empty where that is a file, or free. */
  readonly words: readonly string[];
  readonly takesFiles: boolean;
};

/** The shells that a completion script can be made for. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;

/** A script that completes verbs, options and names in `shell`. */
export function completionScript(shell: (typeof SHELLS)[number], verbs: readonly Verb[]): string {
  return SCRIPTS[shell](verbs.map(completionOf));
}

/** Reads off a verb what can be completed, so that a new verb needs no word here. */
function completionOf({ name, summary, argument, options }: Verb): CompletionVerb {
  return {
    name,
    description: summary,
    options: [
      ...options.map(({ flags, help }) => ({ flag: flags.split(' ')[0] ?? '', description: help })),
      { flag: '--help', description: 'display help for command' },
    ],
    words: argument?.choices ?? argument?.words?.() ?? [],
    takesFiles: argument?.syntax.includes('...') === true,
  };
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

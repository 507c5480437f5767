import type { VerbContext } from './verbContext.ts';

/** One option, as commander writes it: `--wait <seconds>`, `--yes`, `--no-email`. */
export type OptionSpec = {
  readonly flags: string;
  readonly help: string;
  /** It may be given again; the values come as a list. @default false */
  readonly repeatable?: boolean;
};

/** The one argument of a verb: `[name]`, `<verb>` or `[paths...]`, with the words that fit it where they are known. */
export type ArgumentSpec = {
  readonly syntax: string;
  readonly help: string;
  /** Anything else is refused. */
  readonly choices?: readonly string[];
  /** What completion offers, where anything is taken. */
  readonly words?: () => readonly string[];
};

type NameOf<Flags extends string> = Flags extends `--no-${infer Name}`
  ? Name
  : Flags extends `--${infer Name} ${string}`
    ? Name
    : Flags extends `--${infer Name}`
      ? Name
      : never;

type CamelCase<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : Name;

type ValueOf<Flags extends string> = Flags extends `--no-${string}`
  ? boolean
  : Flags extends `${string}<${string}>`
    ? string | undefined
    : boolean | undefined;

/** What the command line gave for these options: text, or whether a switch was there. */
export type OptionValues<Options extends readonly OptionSpec[]> = {
  readonly [Spec in Options[number] as CamelCase<NameOf<Spec['flags']>>]: ValueOf<Spec['flags']>;
};

/** What a verb is given: the words of its argument (none where it was left out), and its options. */
export type VerbInput<Values = Readonly<Record<string, unknown>>> = {
  readonly words: readonly string[];
  readonly options: Values;
};

/** A verb of the command line as data: help, completion and the lists in the docs are read off it. */
export type Verb = {
  readonly name: string;
  readonly summary: string;
  readonly argument?: ArgumentSpec;
  readonly options: readonly OptionSpec[];
  /** What stands below the options in its help: how it works, and examples. */
  readonly notes: string;
  /**
   * Does it and returns the exit code. Loads what it works with when it runs, so that every other verb
   * starts without it.
   */
  run(input: VerbInput, context: VerbContext): Promise<number>;
};

/** A verb whose `run` knows its options by their definitions. */
export function defineVerb<const Options extends readonly OptionSpec[]>(
  verb: Omit<Verb, 'options' | 'run'> & {
    readonly options: Options;
    run(input: VerbInput<OptionValues<Options>>, context: VerbContext): Promise<number>;
  },
): Verb {
  return {
    ...verb,
    // Commander parsed exactly these options: the types say what it was told to read.
    run: ({ words, options }, context) =>
      verb.run({ words, options: options as OptionValues<Options> }, context),
  };
}

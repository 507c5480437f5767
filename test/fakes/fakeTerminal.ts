import type { Terminal } from '../../src/cli/terminal.ts';

/** A terminal that remembers what was printed, and whose person gives the answers in turn. */
export type FakeTerminal = Terminal & {
  readonly printed: { readonly out: string[]; readonly err: string[]; readonly asked: string[] };
};

/** Without answers nobody is there to ask. */
export function createFakeTerminal(answers: readonly string[] = []): FakeTerminal {
  const printed: FakeTerminal['printed'] = { out: [], err: [], asked: [] };
  const same = (text: string) => text;
  return {
    printed,
    out: (line) => void printed.out.push(line),
    err: (line) => void printed.err.push(line),
    progress: () => undefined,
    ask: (question) => {
      printed.asked.push(question);
      return Promise.resolve(answers[printed.asked.length - 1] ?? '');
    },
    canAsk: answers.length > 0,
    isInteractive: false,
    columns: 80,
    style: { bold: same, dim: same, red: same, yellow: same, green: same },
  };
}

import { runProgram } from '../../src/cli/program.ts';

/** Runs one command line in this process; the lines it printed. */
export async function commandLine(args: readonly string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const plain = (text: string) => text;
  await runProgram(
    args,
    { LANG: 'en_US.UTF-8' },
    {
      out: (line) => void out.push(line),
      err: (line) => void err.push(line),
      progress: () => undefined,
      isInteractive: false,
      columns: 80,
      style: { bold: plain, dim: plain, red: plain, yellow: plain, green: plain },
    },
  );
  return { out, err };
}

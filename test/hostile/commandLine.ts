import { runProgram } from '../../src/cli/program.ts';
import { createFakeTerminal } from '../fakes/fakeTerminal.ts';

/** Runs one command line in this process; the lines it printed. */
export async function commandLine(args: readonly string[]) {
  const terminal = createFakeTerminal();
  await runProgram(args, { LANG: 'en_US.UTF-8' }, terminal);
  return terminal.printed;
}

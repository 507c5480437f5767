import { runProgram } from './program.ts';
import { processTerminal } from './terminal.ts';

// Who reads may leave (`| head`, a pager that is quit): what was begun is done to its end, without a word.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

process.exitCode = await runProgram(
  process.argv.slice(2),
  process.env,
  processTerminal(process.env),
);

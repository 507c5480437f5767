import { escapeHtml } from '../../src/notice/renderHtml.ts';

/** Lines of a picture; an ellipsis stands for what comes after them. */
const MOST_LINES = 21;

/** A page that looks like a terminal in which a command was typed. */
export function terminalPage(command: string, output: string): string {
  const lines = output.trimEnd().split('\n');
  const shown = lines.length > MOST_LINES ? [...lines.slice(0, MOST_LINES - 1), '…'] : lines;
  const marked = shown.map((line) =>
    escapeHtml(line).replace(/^( *)(!!|!)( )/, (_, space, mark, gap) => {
      return `${space}<b class="${mark === '!!' ? 'critical' : 'warning'}">${mark}</b>${gap}`;
    }),
  );
  return `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>terminal</title><style>
body { margin: 0; padding: 20px 24px; background: #16181b; color: #e8eaed; }
pre { margin: 0; font: 14px/1.5 "DejaVu Sans Mono", ui-monospace, monospace; white-space: pre-wrap; }
.prompt { color: #5fc9a3; } .critical { color: #ff8f85; } .warning { color: #f0b75a; }
</style><pre><span class="prompt">$</span> ${escapeHtml(command)}
${marked.join('\n')}</pre></html>`;
}

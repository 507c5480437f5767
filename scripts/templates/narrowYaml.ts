/**
 * The same YAML with every level of mapping indented by one space. Line by line, so that comments and styles
 * stay; what follows a dash stays two columns right of it. Knows block style as this project writes it:
 * two spaces a level, continued scalars indented deeper than their key.
 */
export function narrowYaml(text: string): string {
  /** The columns open at this line, outermost first. */
  const open: { from: number; to: number }[] = [{ from: 0, to: 0 }];
  const columnOf = (from: number): number => {
    while ((open.at(-1)?.from ?? 0) > from) open.pop();
    const { from: last, to } = open.at(-1) ?? { from: 0, to: 0 };
    if (last === from) return to;
    open.push({ from, to: to + 1 });
    return to + 1;
  };
  return text
    .split('\n')
    .map((line) => {
      if (line.trim() === '') return '';
      const from = line.search(/\S/);
      const to = columnOf(from);
      const dashes = /^(?:- )+/.exec(line.slice(from))?.[0].length ?? 0;
      for (let d = 2; d <= dashes; d += 2) open.push({ from: from + d, to: to + d });
      return ' '.repeat(to) + line.slice(from);
    })
    .join('\n');
}

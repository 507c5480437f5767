/** The names of a built template's parameters, in its order. Reads our own templates, not any YAML. */
export function templateParameters(body: string): readonly string[] {
  const block = /^Parameters:\n((?:[ \t#].*\n|\n)*)/m.exec(body)?.[1] ?? '';
  const indent = /^( +)\w+:\s*$/m.exec(block)?.[1] ?? ' ';
  return [...block.matchAll(new RegExp(`^${indent}(\\w+):\\s*$`, 'gm'))].map(
    ([, name = '']) => name,
  );
}

/**
 * Does a JSON filter pattern of CloudWatch Logs match this record? Knows the part of the grammar that the
 * templates use: `=` with quoted values, `*` at either end of them, `||`, `&&` and parentheses.
 */
export function matchesPattern(pattern: string, record: Readonly<Record<string, string>>): boolean {
  const tokens = pattern.match(/\|\||&&|[(){}=]|"[^"]*"|\$\.\w+|\S+/g) ?? [];
  const take = (wanted?: string): string => {
    const token = tokens.shift();
    if (token === undefined || (wanted !== undefined && token !== wanted)) {
      throw new Error(`filter pattern: found ${token}, wanted ${wanted ?? 'more'}`);
    }
    return token;
  };
  const comparison = (): boolean => {
    if (tokens[0] === '(') {
      take('(');
      const inner = either();
      take(')');
      return inner;
    }
    const field = /^\$\.(\w+)$/.exec(take())?.[1];
    take('=');
    const value = /^"([^"*]*|\*[^"*]*|[^"*]*\*|\*[^"*]*\*)"$/.exec(take())?.[1];
    if (field === undefined || value === undefined) throw new Error(`cannot read ${pattern}`);
    const found = record[field] ?? '';
    const text = value.replace(/^\*|\*$/g, '');
    if (value.startsWith('*') && value.endsWith('*')) return found.includes(text);
    if (value.startsWith('*')) return found.endsWith(text);
    return value.endsWith('*') ? found.startsWith(text) : found === text;
  };
  const both = (): boolean => {
    let matched = comparison();
    while (tokens[0] === '&&') {
      take('&&');
      matched = comparison() && matched;
    }
    return matched;
  };
  const either = (): boolean => {
    let matched = both();
    while (tokens[0] === '||') {
      take('||');
      matched = both() || matched;
    }
    return matched;
  };
  take('{');
  const matched = either();
  take('}');
  if (tokens.length > 0) throw new Error(`filter pattern: left over ${tokens.join(' ')}`);
  return matched;
}

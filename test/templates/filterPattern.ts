/**
 * Does a JSON filter pattern of CloudWatch Logs match this record? Knows the part of the grammar that the
 * templates use: `=` with quoted values, `*` in them, `NOT EXISTS`, `IS FALSE`, `||`, `&&` and parentheses.
 */
export function matchesPattern(pattern: string, record: Readonly<Record<string, string>>): boolean {
  const tokens = pattern.match(/\|\||&&|[(){}=]|"[^"]*"|\$\.\w+|\w+|\S+/g) ?? [];
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
    if (tokens[0] === 'NOT') {
      take('NOT');
      take('EXISTS');
      return field !== undefined && record[field] === undefined;
    }
    if (tokens[0] === 'IS') {
      take('IS');
      take('FALSE');
      return field !== undefined && record[field] === 'false';
    }
    take('=');
    const value = /^"([^"]*)"$/.exec(take())?.[1];
    if (field === undefined || value === undefined) throw new Error(`cannot read ${pattern}`);
    const found = record[field] ?? '';
    const parts = value.split('*').map((part) => part.replace(/\W/g, '\\$&'));
    return new RegExp(`^${parts.join('.*')}$`).test(found);
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

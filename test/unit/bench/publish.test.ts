import { describe, expect, it } from 'vitest';
import { withPart } from '../../../bench/measure/publish.ts';

describe('a part of a page that a bench writes', () => {
  const page = 'before\n<!-- bench:seed -->\nold\n<!-- /bench:seed -->\nafter\n';

  it('is put in the place of the old one, and again without a trace', () => {
    const once = withPart(page, 'seed', '\nnew\n\n');
    expect(once).toBe('before\n<!-- bench:seed -->\nnew\n<!-- /bench:seed -->\nafter\n');
    expect(withPart(once, 'seed', 'new')).toBe(once);
  });

  it('has to be there', () => {
    expect(() => withPart(page, 'growth', 'new')).toThrow(
      'has no part growth; put <!-- bench:growth',
    );
  });
});

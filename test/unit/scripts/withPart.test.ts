import { describe, expect, it } from 'vitest';
import { withPart } from '../../../scripts/docs/withPart.ts';

describe('a part of a page that a program writes', () => {
  const page = 'before\n<!-- bench:seed -->\nold\n<!-- /bench:seed -->\nafter\n';

  it('is put in the place of the old one, and again without a trace', () => {
    const once = withPart(page, 'bench:seed', '\nnew\n\n');
    expect(once).toBe('before\n<!-- bench:seed -->\nnew\n<!-- /bench:seed -->\nafter\n');
    expect(withPart(once, 'bench:seed', 'new')).toBe(once);
  });

  it('has to be there', () => {
    expect(() => withPart(page, 'bench:growth', 'new')).toThrow(
      'has no part bench:growth; put <!-- bench:growth',
    );
  });
});

import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { createGroupCommit } from '../../../src/local/groupCommit.ts';

function createStore() {
  const database = new DatabaseSync(':memory:');
  database.exec('CREATE TABLE kept (word TEXT PRIMARY KEY)');
  const insert = database.prepare('INSERT INTO kept VALUES (?)');
  let transactions = 0;
  const counted = new Proxy(database, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name, target);
      if (name === 'exec') {
        return (sql: string) => {
          if (sql === 'COMMIT') transactions += 1;
          target.exec(sql);
        };
      }
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return {
    commit: createGroupCommit(counted),
    keep: (word: string) => insert.run(word).changes,
    words: () => database.prepare('SELECT word FROM kept ORDER BY word').all().map(wordOf),
    transactions: () => transactions,
  };
}

function wordOf(row: object): unknown {
  return 'word' in row ? row.word : undefined;
}

describe('a group commit', () => {
  it('is one transaction for what is asked at once, and gives everybody his own answer', async () => {
    const { commit, keep, words, transactions } = createStore();
    const answers = await Promise.all(
      ['a', 'b', 'c'].map((word) => commit(() => `${word}${keep(word)}`)),
    );
    expect(answers).toEqual(['a1', 'b1', 'c1']);
    expect(words()).toEqual(['a', 'b', 'c']);
    expect(transactions()).toBe(1);
  });

  it('lets one that fails stop no other', async () => {
    const { commit, keep, words } = createStore();
    const ends = await Promise.allSettled(['a', 'a', 'b'].map((word) => commit(() => keep(word))));
    expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(words()).toEqual(['a', 'b']);
  });

  it('answers only when all is committed', async () => {
    const { commit, keep, transactions } = createStore();
    const seen: number[] = [];
    await Promise.all(
      ['a', 'b'].map((word) => commit(() => keep(word)).then(() => seen.push(transactions()))),
    );
    expect(seen).toEqual([1, 1]);
    await commit(() => keep('c'));
    expect(transactions()).toBe(2);
  });
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listRecordFiles } from '../../../src/local/listRecordFiles.ts';
import { osPath, textOfName } from '../../../src/local/osPath.ts';

describe('a file name', () => {
  it('of any bytes is the same bytes again when it is opened', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), (bytes) => {
        const name = Buffer.from(bytes);
        expect(Buffer.from(osPath(textOfName(name)))).toEqual(name);
      }),
      { numRuns: 3000 },
    );
  });

  it('of UTF-8 is its text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        expect(textOfName(Buffer.from(name))).toBe(name);
        expect(osPath(name)).toBe(name);
      }),
    );
  });

  it.skipIf(process.platform !== 'linux')(
    'that is no UTF-8 is found in a folder that is none either (only Linux lets one make it)',
    async () => {
      const root = mkdtempSync(join(tmpdir(), 'loginbell-names-'));
      const folder = Buffer.concat([Buffer.from(`${root}/d`), Buffer.from([0xe9])]);
      mkdirSync(folder);
      writeFileSync(
        Buffer.concat([
          folder,
          Buffer.from('/log-'),
          Buffer.from([0xff, 0x2e]),
          Buffer.from('json'),
        ]),
        '{}',
      );
      const { files, problems } = await listRecordFiles([root]);
      rmSync(root, { recursive: true });
      expect(problems).toEqual([]);
      expect(files).toHaveLength(1);
    },
  );
});

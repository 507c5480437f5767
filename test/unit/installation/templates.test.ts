import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { templateNames } from '../../../src/cli/packagedTemplates.ts';
import { resourceNames } from '../../../src/installation/resourceNames.ts';
import { isOwnTemplate, versionOf } from '../../../src/installation/stack.ts';
import { withStaticNames } from '../../../src/installation/staticNames.ts';
import { templateParameters } from '../../../src/installation/templateParameters.ts';

const PLACE = { partition: 'aws', accountId: '111122223333', region: 'us-east-1' };
const read = (name: string) =>
  readFileSync(new URL(`../../../templates/${name}.yaml`, import.meta.url), 'utf8');
const parsed = (body: string) => parseDocument(body, { logLevel: 'silent' }).toJSON();

describe.each(templateNames().flatMap((name) => [name, `packed/${name}`]))(
  'templates/%s',
  (name) => {
    const body = read(name);

    it('has the parameters that a YAML parser finds', () => {
      expect(templateParameters(body)).toEqual(Object.keys(parsed(body).Parameters));
    });

    it("is known as loginbell's, with its version", () => {
      expect(isOwnTemplate(body)).toBe(true);
      expect(isOwnTemplate(body.replace('Description: loginbell', 'Description: other'))).toBe(
        false,
      );
      expect(versionOf(body)).toMatch(/^\d+\.\d+\.\d+$/);
    });

    it('gets a static name for everything that outlives the stack, and is otherwise as it was', () => {
      const names = resourceNames('bell01');
      const [before, after] = [parsed(body), parsed(withStaticNames(body, names, PLACE))];
      const named: string[] = [];
      for (const [id, resource] of Object.entries<Record<string, unknown>>(after.Resources)) {
        if (!String(resource['DeletionPolicy']).startsWith('Retain')) continue;
        const properties = Object(resource['Properties']);
        const key = ['TableName', 'LogGroupName', 'BucketName', 'Bucket'].find(
          (one) => one in properties,
        );
        named.push(String(properties[key ?? '']));
        before.Resources[id].Properties[key ?? ''] = properties[key ?? ''];
      }
      expect(after).toEqual(before);
      // Of the fast path nothing outlives its stack.
      expect(named.length > 0).toBe(!name.endsWith('fast-path'));
      for (const one of named) expect(one).toMatch(/^[\w/-]+-bell01$/);
    });
  },
);

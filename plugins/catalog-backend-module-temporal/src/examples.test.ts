import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEntityYaml } from '@backstage/plugin-catalog-node';
import { errorOf } from './testing/anAction';

const file = join(__dirname, '../../../examples/actions.yaml');

const found = [
  ...parseEntityYaml(readFileSync(file), { type: 'file', target: file }),
];

it('finds every document of the examples readable', () => {
  expect(found.map(({ type }) => type)).toEqual(found.map(() => 'entity'));
  expect(found.length).toBeGreaterThan(0);
});

it.each(found.flatMap(item => (item.type === 'entity' ? [item.entity] : [])))(
  'accepts the example $metadata.name',
  async action => {
    await expect(errorOf(action)).resolves.toBe('accepted');
  },
);

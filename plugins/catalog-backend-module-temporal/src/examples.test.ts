import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Entity } from '@backstage/catalog-model';
import { parseEntityYaml } from '@backstage/plugin-catalog-node';
import { errorOf } from './testing/anAction';

function textOf(path: string): string {
  return readFileSync(join(__dirname, '../../..', path), 'utf8');
}

function entitiesIn(yaml: string): Entity[] {
  const location = { type: 'file', target: 'examples' };
  return [...parseEntityYaml(yaml, location)].map(item => {
    if (item.type !== 'entity') {
      throw new Error(`Not an entity: ${JSON.stringify(item)}`);
    }
    return item.entity;
  });
}

/** The first YAML block of a page. */
function yamlIn(markdown: string): string {
  return /```yaml\n(.*?)```/s.exec(markdown)?.[1] ?? '';
}

it.each([
  ...entitiesIn(textOf('examples/actions.yaml')),
  ...entitiesIn(yamlIn(textOf('docs/extend/your-own-action.md'))),
])('accepts the example $metadata.name', async action => {
  await expect(errorOf(action)).resolves.toBe('accepted');
});

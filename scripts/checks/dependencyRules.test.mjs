import assert from 'node:assert/strict';
import { it } from 'node:test';
import { dependencyFindings, reasonsIn } from './dependencyRules.mjs';

const reasons = reasonsIn(
  '| package | reason |\n| --- | --- |\n| `knex` | queries |\n| `zod` | |\n',
);

function findings(...manifests) {
  return dependencyFindings(
    manifests.map(manifest => ({ path: manifest.name, manifest })),
    reasons,
    'page',
  ).map(({ path, message }) => `${path}: ${message}`);
}

it('is content when each dependency has its reason', () => {
  const manifests = [
    {
      name: 'ours',
      dependencies: { knex: '1' },
      devDependencies: { jest: '1' },
    },
    {
      name: 'other',
      dependencies: { ours: '1' },
      peerDependencies: { knex: '1' },
    },
  ];
  assert.deepEqual(findings(...manifests), [
    'page: zod is depended on no more',
  ]);
});

it('finds a dependency without a row', () => {
  const [first] = findings({ name: 'ours', dependencies: { lodash: '1' } });
  assert.equal(first, 'ours: lodash has no reason in page');
});

it('finds a row without a reason', () => {
  const [first] = findings({ name: 'ours', peerDependencies: { zod: '1' } });
  assert.equal(first, 'ours: zod has no reason in page');
});

it('finds a reason for what nobody depends on', () => {
  assert.ok(findings().includes('page: knex is depended on no more'));
});

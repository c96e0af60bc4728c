import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { importsOf } from './imports.mjs';
import { layerFindings } from './layerRules.mjs';
import { routeFindings } from './routeRules.mjs';

const workspaces = new Map([
  ['backstage-plugin-temporal-common', 'plugins/temporal-common'],
  ['backstage-plugin-temporal-node', 'plugins/temporal-node'],
  ['backstage-plugin-temporal-backend', 'plugins/temporal-backend'],
  ['backstage-plugin-temporal-worker', 'plugins/temporal-worker'],
  ['worker', 'packages/worker'],
]);

function findings(path, text) {
  const file = { path, text };
  return [
    ...layerFindings(path, importsOf(file, workspaces)),
    ...routeFindings(file),
  ].map(({ line, message }) => `${line}: ${message}`);
}

const workflow = 'packages/worker/src/workflows/migrate.ts';
const page = 'plugins/temporal/src/runs/RunPage.tsx';
const door = 'plugins/temporal-backend/src/doors/http.ts';

describe('a file that keeps to its layer', () => {
  for (const [path, text] of [
    [
      'plugins/temporal-node/src/a.ts',
      `import 'backstage-plugin-temporal-common';`,
    ],
    [
      'plugins/temporal-backend/src/a.ts',
      `import 'backstage-plugin-temporal-node';`,
    ],
    [
      'packages/worker/src/a.ts',
      `import 'backstage-plugin-temporal-worker/worker';`,
    ],
    [
      'plugins/temporal-backend/src/temporal/a.ts',
      `import '@temporalio/client';`,
    ],
    ['plugins/temporal-worker/src/a.test.ts', `import '@temporalio/client';`],
    [
      workflow,
      `import { sleep } from '@temporalio/workflow'; import './steps';`,
    ],
    [workflow, `import type { Steps } from '../activities';`],
    [workflow, `import { type Steps } from '../activities';`],
    [door, `import { x } from '../runs/RunService';`],
    ['plugins/temporal/src/api/client.ts', `fetch('/api/temporal/runs')`],
  ]) {
    it(`${path}: ${text}`, () => {
      assert.deepEqual(findings(path, text), []);
    });
  }
});

describe('a file that breaks out of its layer', () => {
  for (const [path, text, expected] of [
    [
      'plugins/temporal-common/src/a.ts',
      `import 'backstage-plugin-temporal-node';`,
      /may not import plugins\/temporal-node/,
    ],
    [
      'plugins/temporal-node/src/a.ts',
      `export * from 'backstage-plugin-temporal-backend';`,
      /may not import plugins\/temporal-backend/,
    ],
    [
      'plugins/temporal-backend/src/a.ts',
      `const x = await import('backstage-plugin-temporal-worker/worker');`,
      /may not import plugins\/temporal-worker/,
    ],
    [
      'plugins/temporal/src/a.ts',
      `import type { A } from 'backstage-plugin-temporal-node';`,
      /may not import plugins\/temporal-node/,
    ],
    [
      'plugins/temporal-worker/src/a.ts',
      `import 'worker';`,
      /imports no package/,
    ],
    [
      'plugins/temporal-node/src/a.ts',
      `import '../../temporal-common/src/run';`,
      /may not leave its plugin/,
    ],
    [
      'plugins/temporal-backend/src/runs/a.ts',
      `\nimport type { Client } from '@temporalio/client';`,
      /^2: only .* imports @temporalio\/client/,
    ],
    [
      'packages/worker/src/a.ts',
      `require('@temporalio/client')`,
      /only .* imports @temporalio\/client/,
    ],
    [workflow, `import { z } from 'zod';`, /may not import zod/],
    [
      workflow,
      `import { steps } from '../activities';`,
      /may not import \.\.\/activities/,
    ],
    [workflow, `import 'node:fs';`, /may not import node:fs/],
    [door, `import { x } from '../policy/RunPolicy';`, /a door knows no rules/],
    [
      door,
      `import type { x } from '../temporal/status';`,
      /a door knows no rules/,
    ],
    [
      'plugins/temporal-backend/src/temporal/a.ts',
      `import '../policy/RunPolicy';`,
      /knows no policy/,
    ],
    [page, 'await fetch(url)', /routes and the wire: fetch/],
    [
      page,
      'const url = `plugin://temporal/${id}`',
      /routes and the wire: plugin/,
    ],
  ]) {
    it(`${path}: ${text.trim()}`, () => {
      const [first = 'nothing was found'] = findings(path, text);
      assert.match(first, expected);
    });
  }
});

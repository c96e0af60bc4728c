import { underGoodNode } from './setup/node.mjs';

await underGoodNode(async () => {
  const { runTests } = await import('./testing/runTests.mjs');
  return await runTests(process.argv.slice(2));
});

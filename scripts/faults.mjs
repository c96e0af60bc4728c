import { underGoodNode } from './setup/node.mjs';

await underGoodNode(async () => {
  const { runFaults } = await import('./testing/runFaults.mjs');
  return await runFaults(process.argv.slice(2));
});

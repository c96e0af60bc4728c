import { underGoodNode } from './setup/node.mjs';

await underGoodNode(async () => {
  const { runBenchmarks } = await import('./testing/runBenchmarks.mjs');
  return await runBenchmarks();
});

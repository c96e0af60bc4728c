import { underGoodNode } from './setup/node.mjs';

await underGoodNode(async () => {
  const { runHouse } = await import('./run/runHouse.mjs');
  return await runHouse();
});

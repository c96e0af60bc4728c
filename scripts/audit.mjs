import { underGoodNode } from './setup/node.mjs';

await underGoodNode(async () => {
  const { verifyAudit } = await import('./run/verifyAudit.mjs');
  return await verifyAudit(process.argv.slice(2));
});

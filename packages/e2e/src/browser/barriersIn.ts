import axe from 'axe-core';
import type { Locator } from 'playwright-core';

/**
 * What axe holds to be a serious barrier within this part of the page. Only
 * our own parts are looked at: the frame around them is Backstage's.
 */
export async function barriersIn(part: Locator): Promise<string[]> {
  await part.waitFor();
  // Colours on their way from one to another have no contrast to speak of.
  await part.evaluate(element => {
    for (const each of element.ownerDocument.getAnimations()) {
      if (each.effect?.getComputedTiming().iterations === 1) {
        each.finish();
      }
    }
  });
  await part.page().evaluate(axe.source);
  const { violations } = await part.evaluate(element =>
    (window as unknown as { axe: typeof axe }).axe.run(element),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) =>
      nodes.map(({ html }) => `${id}: ${help}: ${html}`),
    );
}

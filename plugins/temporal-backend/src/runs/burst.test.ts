import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { setTimeout as delay } from 'node:timers/promises';
import { aHouse } from '../__testUtils__/aHouse';
import { entities } from '../__testUtils__/people';

jest.setTimeout(120_000);

/** A catalog that takes its time, and how much it was asked at once at most. */
function aSlowCatalog() {
  const real = catalogServiceMock({ entities });
  let now = 0;
  let most = 0;
  const catalog = catalogServiceMock.mock({
    getEntityByRef: async (ref, options) => {
      now += 1;
      most = Math.max(most, now);
      await delay(20);
      now -= 1;
      return real.getEntityByRef(ref, options);
    },
    getEntitiesByRefs: (request, options) =>
      real.getEntitiesByRefs(request, options),
  });
  return { catalog, most: () => most };
}

describe('a burst of starts', () => {
  it('has the catalog asked for a few at a time, and leaves others their turn', async () => {
    const { catalog, most } = aSlowCatalog();
    const house = await aHouse({ address: '127.0.0.1:1', catalog });
    const starts = Array.from({ length: 20 }, () => house.as('ada').start());
    const answers = await Promise.all(starts);
    await house.stop();
    expect(most()).toBeGreaterThan(1);
    expect(most()).toBeLessThanOrEqual(4);
    for (const { status } of answers) expect(status).toBe(503);
  });
});

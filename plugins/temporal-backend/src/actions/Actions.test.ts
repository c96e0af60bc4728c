import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { anAction, anEntity } from '../__testUtils__/people';
import { OwnCatalog } from '../catalog/OwnCatalog';
import { Actions } from './Actions';
import { CatalogActionSource } from './CatalogActionSource';

async function titlesFor(
  target: ReturnType<typeof anEntity>,
  ...entities: ReturnType<typeof anEntity>[]
) {
  const logger = mockServices.logger.mock();
  const catalog = catalogServiceMock({ entities });
  const own = new OwnCatalog({ catalog, auth: mockServices.auth() });
  const source = new CatalogActionSource(own, logger);
  const actions = await new Actions([source]).applyingTo(target);
  return { titles: actions.map(action => action.title), logger };
}

const service = anEntity('Component:a', { spec: { type: 'service' } });

describe('which actions apply', () => {
  it('those whose targets match, by title', async () => {
    const { titles } = await titlesFor(
      service,
      anAction('b', { targets: { 'spec.type': 'service' } }),
      anAction('a', { targets: { $not: { kind: 'api' } } }),
      anAction('c', { targets: { 'spec.type': 'website' } }),
    );
    expect(titles).toEqual(['a', 'b']);
  });

  it('of these only the ones an annotation names, if it is there', async () => {
    const narrowed = anEntity('Component:a', {
      metadata: { name: 'a', annotations: { 'temporal.io/actions': 'b, C' } },
    });
    const { titles } = await titlesFor(
      narrowed,
      anAction('a'),
      anAction('b'),
      anAction('c'),
    );
    expect(titles).toEqual(['b', 'c']);
  });

  it('none that is wrong, and the log says what is', async () => {
    const { titles, logger } = await titlesFor(
      service,
      anAction('typo', { alow: {} }),
      anAction('good'),
    );
    expect(titles).toEqual(['good']);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('spec.alow is not a known field'),
    );
  });
});

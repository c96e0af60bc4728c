import { mockServices } from '@backstage/backend-test-utils';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { OwnCatalog } from '../catalog/OwnCatalog';
import { Answering } from '../policy/Answering';
import { People } from '../policy/People';

/** Who may answer, where no run asks anything. */
export function answering(catalog: CatalogService): Answering {
  const own = new OwnCatalog({ catalog, auth: mockServices.auth() });
  return new Answering({
    book: { openOf: async () => [] },
    lists: { askingBeyond: async () => [] },
    catalog: own,
    people: new People(own),
  });
}

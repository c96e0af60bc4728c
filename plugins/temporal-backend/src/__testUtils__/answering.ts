import { mockServices } from '@backstage/backend-test-utils';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { OwnCatalog } from '../catalog/OwnCatalog';
import { Answering } from '../policy/Answering';
import { People } from '../policy/People';
import type { StoredQuestion } from '../questions/StoredQuestion';

/** Who may answer, where runs ask just these questions. */
export function answering(
  catalog: CatalogService,
  questions: readonly StoredQuestion[] = [],
): Answering {
  const own = new OwnCatalog({ catalog, auth: mockServices.auth() });
  const book = { of: async () => questions };
  return new Answering({ book, catalog: own, people: new People(own) });
}

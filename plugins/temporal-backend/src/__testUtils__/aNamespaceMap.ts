import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { OwnCatalog } from '../catalog/OwnCatalog';
import { NamespaceMap } from '../policy/NamespaceMap';
import type { NamespaceConfig } from '../temporal/namespaceConfig';
import { entities } from './people';

/** Namespaces of the first cluster, for whom they are; `default` is for all. */
export function aNamespaceMap(
  namespaces: readonly Partial<NamespaceConfig>[] = [{}],
): NamespaceMap {
  return new NamespaceMap({
    namespaces: namespaces.map(one => ({
      cluster: 'default',
      namespace: 'default',
      retentionDays: 1,
      ...one,
    })),
    firstCluster: 'default',
    catalog: new OwnCatalog({
      catalog: catalogServiceMock({ entities }),
      auth: mockServices.auth(),
    }),
  });
}

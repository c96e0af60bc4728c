import { mockServices } from '@backstage/backend-test-utils';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { CatalogSight } from '../catalog/CatalogSight';
import { TargetSight } from '../policy/TargetSight';

/** What people see of the targets of runs, where these are all. */
export function targetSight(
  catalog: CatalogService,
  refs: readonly string[] = [],
): TargetSight {
  return new TargetSight({
    catalogSight: new CatalogSight({ catalog, auth: mockServices.auth() }),
    targets: async () => refs,
  });
}

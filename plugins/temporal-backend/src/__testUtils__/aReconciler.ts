import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { Knex } from 'knex';
import { OwnCatalog } from '../catalog/OwnCatalog';
import { Reconciler } from '../runs/Reconciler';
import { RunAdopter } from '../runs/RunAdopter';
import { Watermarks } from '../runs/Watermarks';
import type { TemporalNamespaces } from '../temporal/TemporalNamespaces';
import { aLedger } from './aLedger';
import { aTrail } from './aTrail';
import { entities as everybody } from './people';

export const searchAttributes = {
  target: 'component_id',
  initiator: 'initiator',
};

/** A reconciler of its own, as each replica has one, on a database. */
export function aReconciler(
  knex: Knex,
  temporal: TemporalNamespaces,
  entities: Entity[] = everybody,
) {
  const { ledger, logger, settler } = aLedger(knex, temporal);
  const { attestor, trail, rows } = aTrail(knex);
  const catalog = new OwnCatalog({
    catalog: catalogServiceMock({ entities }),
    auth: mockServices.auth(),
  });
  const adopter = new RunAdopter({ ledger, catalog, audit: trail });
  const reconciler = new Reconciler({
    temporal,
    ledger,
    settler,
    adopter,
    attestor,
    watermarks: new Watermarks(knex),
    logger,
    attributes: searchAttributes,
  });
  return { reconciler, ledger, logger, audited: rows };
}

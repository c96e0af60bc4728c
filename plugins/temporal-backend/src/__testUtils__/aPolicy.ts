import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { OwnCatalog } from '../catalog/OwnCatalog';
import { Ownership } from '../policy/Ownership';
import { OwnershipRunPolicy } from '../policy/OwnershipRunPolicy';
import { answering } from './answering';
import { entities } from './people';
import { grant, startRules } from './startRules';
import { targetSight } from './targetSight';

const PAYMENTS = 'group:default/payments';
const auth = mockServices.auth();

/** What owners may, with one machine that may act for payments. */
export function aPolicy(catalog = catalogServiceMock({ entities })) {
  return new OwnershipRunPolicy({
    ownership: new Ownership(new OwnCatalog({ catalog, auth })),
    start: startRules({
      taskQueues: [grant('payments'), grant('orders')],
    }),
    machines: new Map([
      [
        'external:ci',
        {
          actsFor: new Set([PAYMENTS]),
          actions: new Set(['action:default/greet']),
        },
      ],
    ]),
    auditReaders: [],
    answering: answering(catalog),
    targets: targetSight(catalog),
  });
}

import { createBackend } from '@backstage/backend-defaults';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { entities } from '../src/__testUtils__/people';

// The room alone: a catalog of a few test entities, and everybody is user:default/mock
// unless their token says otherwise. Ask it with
//   curl localhost:7017/api/temporal/actions?entityRef=component:default/payments-api
const backend = createBackend();

backend.add(mockServices.auth.factory());
backend.add(mockServices.httpAuth.factory());
backend.add(catalogServiceMock.factory({ entities }));
backend.add(import('../src'));

backend.start();

import {
  discoveryApiRef,
  fetchApiRef,
  type ExtensionDefinition,
} from '@backstage/frontend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import {
  catalogApiMock,
  createTestEntityPage,
} from '@backstage/plugin-catalog-react/testUtils';
import { temporalApi } from '../api/extension';
import type { HttpBackend } from './HttpBackend';
import { paymentsApi } from './builders';

/** Opens the entity's page with these extensions, signed in as Ada. */
export function openEntityPage(
  backend: HttpBackend,
  ...extensions: readonly ExtensionDefinition[]
) {
  const page = createTestEntityPage({ entity: paymentsApi });
  return openApp(backend, [page, ...extensions], '/');
}

/** Opens an address of the app. */
export function openApp(
  backend: HttpBackend,
  extensions: readonly ExtensionDefinition[],
  address: string,
) {
  return renderTestApp({
    extensions: [temporalApi, ...extensions],
    initialRouteEntries: [address],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    apis: [
      [discoveryApiRef, backend.discoveryApi],
      [fetchApiRef, backend.fetchApi],
      [signalApiRef, backend.signals],
      catalogApiMock({ entities: [paymentsApi] }),
      mockApis.identity({ userEntityRef: 'user:default/ada' }),
      mockApis.permission({
        authorize: () =>
          backend.permits ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
      }),
    ],
  });
}

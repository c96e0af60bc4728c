import {
  createExternalRouteRef,
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

/**
 * Where the plugin's own pages live.
 * @public
 */
export const rootRouteRef = createRouteRef();

/**
 * The page of one run.
 * @public
 */
export const runRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/runs/:runId',
});

/**
 * The page of the audit.
 * @public
 */
export const auditRouteRef = createRouteRef();

/**
 * The page of approvals.
 * @public
 */
export const approvalsRouteRef = createRouteRef();

/**
 * The Runs tab of the entity that is being looked at.
 * @public
 */
export const runsTabRouteRef = createRouteRef();

/**
 * Where somebody goes who followed an address that leads nowhere.
 * @public
 */
export const catalogRouteRef = createExternalRouteRef({
  defaultTarget: 'catalog.catalogIndex',
});

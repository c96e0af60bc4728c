import {
  createExternalRouteRef,
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

/**
 * The list of all runs.
 * @public
 */
export const runsRouteRef = createRouteRef();

/**
 * The page of one run.
 * @public
 */
export const runRouteRef = createSubRouteRef({
  parent: runsRouteRef,
  path: '/:runId',
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

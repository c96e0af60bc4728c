import {
  createFrontendPlugin,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import {
  RiPlayCircleLine,
  RiShieldCheckLine,
  RiShieldUserLine,
} from '@remixicon/react';
import { temporalApi } from './api/extension';
import {
  approvalsRouteRef,
  auditRouteRef,
  catalogRouteRef,
  runRouteRef,
  runsRouteRef,
  runsTabRouteRef,
} from './routes';

const targets = { kind: { $in: ['component', 'api', 'resource', 'system'] } };

/** The Actions card of an entity. */
export const actionsCard = EntityCardBlueprint.make({
  name: 'actions',
  params: {
    // Beside the entity's facts, where it is seen without scrolling.
    type: 'info',
    filter: targets,
    loader: () => import('./actions/ActionsCard').then(m => <m.ActionsCard />),
  },
});

/** The Runs tab of an entity. */
export const runsTab = EntityContentBlueprint.make({
  name: 'runs',
  params: {
    path: '/runs',
    title: 'Runs',
    routeRef: runsTabRouteRef,
    filter: targets,
    loader: () => import('./run-list/RunsTab').then(m => <m.RunsTab />),
  },
});

/** The list of all runs, and below it the page of each. */
export const runPage = PageBlueprint.make({
  params: {
    path: '/temporal/runs',
    title: 'Runs',
    // With an icon, so that the navigation lists it.
    icon: <RiPlayCircleLine />,
    routeRef: runsRouteRef,
    loader: () => import('./run-page/RunPages').then(m => <m.RunPages />),
  },
});

/** The page of the audit. */
export const auditPage = PageBlueprint.make({
  name: 'audit',
  params: {
    path: '/temporal/audit',
    title: 'Audit',
    icon: <RiShieldCheckLine />,
    routeRef: auditRouteRef,
    loader: () => import('./audit/AuditPage').then(m => <m.AuditPage />),
  },
});

/** The page of what waits for people. */
export const approvalsPage = PageBlueprint.make({
  name: 'approvals',
  params: {
    path: '/temporal/approvals',
    title: 'Approvals',
    icon: <RiShieldUserLine />,
    routeRef: approvalsRouteRef,
    loader: () =>
      import('./approvals/ApprovalsPage').then(m => <m.ApprovalsPage />),
  },
});

/**
 * The pages: the Actions card and the Runs tab of entities, the list of all runs,
 * the page of a run, approvals, and the audit.
 * @public
 */
export const temporalPlugin = createFrontendPlugin({
  pluginId: 'temporal',
  title: 'Temporal',
  // None is called root: the titles of all pages would lead there.
  routes: {
    runs: runsRouteRef,
    run: runRouteRef,
    runsTab: runsTabRouteRef,
    approvals: approvalsRouteRef,
    audit: auditRouteRef,
  },
  externalRoutes: { catalog: catalogRouteRef },
  extensions: [
    temporalApi,
    actionsCard,
    runsTab,
    runPage,
    approvalsPage,
    auditPage,
  ],
});

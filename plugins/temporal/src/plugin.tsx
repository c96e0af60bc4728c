import {
  createFrontendPlugin,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { temporalApi } from './api/extension';
import {
  catalogRouteRef,
  rootRouteRef,
  runRouteRef,
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
    loader: () => import('./runs/RunsTab').then(m => <m.RunsTab />),
  },
});

/** The page of a run. */
export const runPage = PageBlueprint.make({
  params: {
    path: '/temporal',
    title: 'Runs',
    routeRef: rootRouteRef,
    loader: () => import('./run-page/RunPages').then(m => <m.RunPages />),
  },
});

/**
 * The pages: the Actions card and the Runs tab of entities, and the page of a
 * run.
 * @public
 */
export const temporalPlugin = createFrontendPlugin({
  pluginId: 'temporal',
  title: 'Temporal',
  routes: { root: rootRouteRef, run: runRouteRef, runsTab: runsTabRouteRef },
  externalRoutes: { catalog: catalogRouteRef },
  extensions: [temporalApi, actionsCard, runsTab, runPage],
});

import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { temporalApiRef } from './api/TemporalApi';
import { TemporalClient } from './api/TemporalClient';
import { rootRouteRef, runRouteRef, runsTabRouteRef } from './routes';

const targets = { kind: { $in: ['component', 'api', 'resource', 'system'] } };

const client = ApiBlueprint.make({
  params: define =>
    define({
      api: temporalApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new TemporalClient(deps),
    }),
});

const actionsCard = EntityCardBlueprint.make({
  name: 'actions',
  params: {
    filter: targets,
    loader: () => import('./actions/ActionsCard').then(m => <m.ActionsCard />),
  },
});

const runsTab = EntityContentBlueprint.make({
  name: 'runs',
  params: {
    path: '/runs',
    title: 'Runs',
    routeRef: runsTabRouteRef,
    filter: targets,
    loader: () => import('./runs/RunsTab').then(m => <m.RunsTab />),
  },
});

const runPage = PageBlueprint.make({
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
  extensions: [client, actionsCard, runsTab, runPage],
});

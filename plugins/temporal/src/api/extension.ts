import {
  ApiBlueprint,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { temporalApiRef } from './TemporalApi';
import { TemporalClient } from './TemporalClient';

/** Makes the client available to all pages of an app. */
export const temporalApi = ApiBlueprint.make({
  params: define =>
    define({
      api: temporalApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new TemporalClient(deps),
    }),
});

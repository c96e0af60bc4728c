import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { RunsView } from './RunsView';

/** All runs of the entity, as the Runs tab of its page. */
export function RunsTab() {
  const { entity } = useEntity();
  return <RunsView entityRef={stringifyEntityRef(entity)} />;
}

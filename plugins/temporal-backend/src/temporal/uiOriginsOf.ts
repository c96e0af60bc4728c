import type { ClusterConfig } from './clusterConfig';

/** Where pages of Temporal's own UI come from, as browsers name it. */
export function uiOriginsOf(
  clusters: readonly Pick<ClusterConfig, 'uiAddress'>[],
): readonly string[] {
  return clusters.flatMap(({ uiAddress }) =>
    uiAddress && URL.canParse(uiAddress) ? [new URL(uiAddress).origin] : [],
  );
}

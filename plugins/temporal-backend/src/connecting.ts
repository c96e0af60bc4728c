import type { Foundations } from './Foundations';
import type { TokenIssuers } from './identity/TokenIssuers';
import type { Meters } from './telemetry/Meters';
import { measuringCalls } from './temporal/measuringCalls';
import { TemporalCluster } from './temporal/TemporalCluster';
import { TemporalNamespaces } from './temporal/TemporalNamespaces';

/** The ways to Temporal. */
export function buildTemporal(
  { config }: Foundations,
  on: { readonly issuers: TokenIssuers; readonly meters: Meters },
) {
  // An action may be pinned to where its owner may use a queue.
  const pinnable = config.taskQueues.flatMap(({ places }) => places);
  const interceptors = [measuringCalls(on.meters)];
  return new TemporalNamespaces(
    config.clusters.map(one => {
      const issuer = on.issuers.of(one.name);
      return new TemporalCluster(one, { interceptors, issuer });
    }),
    [...config.namespaces, ...pinnable],
  );
}

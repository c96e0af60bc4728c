import type { Foundations } from './Foundations';
import type { Meters } from './telemetry/Meters';
import { measuringCalls } from './temporal/measuringCalls';
import { TemporalCluster } from './temporal/TemporalCluster';
import { TemporalNamespaces } from './temporal/TemporalNamespaces';

/** The ways to Temporal. */
export function buildTemporal({ config }: Foundations, meters: Meters) {
  // An action may be pinned to where its owner may use a queue.
  const pinnable = config.taskQueues.flatMap(({ places }) => places);
  const interceptors = [measuringCalls(meters)];
  return new TemporalNamespaces(
    config.clusters.map(one => new TemporalCluster(one, interceptors)),
    [...config.namespaces, ...pinnable],
  );
}

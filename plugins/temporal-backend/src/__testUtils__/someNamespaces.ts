import { TemporalCluster } from '../temporal/TemporalCluster';
import { TemporalNamespaces } from '../temporal/TemporalNamespaces';

/** Where the tests' runs are. */
export const PLACE = { cluster: 'default', namespace: 'default' };

/** The one cluster at an address, with one namespace. */
export function someNamespaces(address: string): TemporalNamespaces {
  const setting = 'temporal.clusters[0]';
  const cluster = new TemporalCluster({
    name: PLACE.cluster,
    setting,
    address,
    files: {},
  });
  return new TemporalNamespaces([cluster], [PLACE]);
}

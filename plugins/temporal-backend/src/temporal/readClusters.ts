import { readDurationFromConfig, type Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { ClusterConfig } from './clusterConfig';
import type { NamespaceConfig } from './namespaceConfig';
import type { Place } from './Place';
import { readClusterCredentials } from './readClusterCredentials';

const DAY_MS = 86_400_000;
const STANDARD_RETENTION_DAYS = 30;
const FIRST_NAME = 'default';

/**
 * Reads `temporal.clusters`.
 * @throws InputError naming the config key that is wrong
 */
export function readClusters(config: Config): readonly ClusterConfig[] {
  const clusters = config
    .getConfigArray('clusters')
    .map((one, i) => readCluster(one, i));
  if (clusters.length === 0) {
    throw new InputError(
      'temporal.clusters must name at least one cluster, with its address',
    );
  }
  const names = clusters.map(({ name }) => name);
  const twice = names.findIndex((name, i) => names.indexOf(name) < i);
  if (twice >= 0) {
    throw new InputError(
      `temporal.clusters[${twice}].name is ${names[twice]}, as another cluster's is; give it a name of its own`,
    );
  }
  return clusters;
}

function readCluster(config: Config, index: number): ClusterConfig {
  const setting = `temporal.clusters[${index}]`;
  const name = config.getOptionalString('name');
  if (name === undefined && index > 0) {
    throw new InputError(
      `${setting}.name is missing; only the first may do without`,
    );
  }
  const address = config.getString('address');
  return {
    setting,
    address,
    name: name ?? FIRST_NAME,
    uiAddress: readHttpUrl(config, { key: 'ui.address', setting }),
    ...readClusterCredentials(config, { address, setting }),
  };
}

/**
 * Reads `temporal.namespaces`, in the order in which they hold.
 * @throws InputError naming the config key that is wrong
 */
export function readNamespaces(
  config: Config,
  clusters: readonly ClusterConfig[],
): readonly NamespaceConfig[] {
  const namespaces = config.getConfigArray('namespaces').map((one, i) => {
    const setting = `temporal.namespaces[${i}]`;
    const cluster = one.getOptionalString('cluster') ?? clusters[0].name;
    assertCluster(cluster, clusters, `${setting}.cluster`);
    const owner = one.getOptionalString('owner');
    return {
      cluster,
      namespace: one.getString('namespace'),
      owner: owner && ownerRef(owner),
      retentionDays: readRetention(one, setting),
    };
  });
  if (namespaces.length === 0) {
    throw new InputError(
      'temporal.namespaces must name at least one namespace; one without owner holds for all',
    );
  }
  return namespaces;
}

/**
 * A place as configuration writes it: a namespace of the first cluster by its
 * name, others as `name@cluster`.
 * @throws InputError if there is no such cluster
 */
export function readPlace(
  text: string,
  clusters: readonly ClusterConfig[],
  setting: string,
): Place {
  const at = text.lastIndexOf('@');
  if (at < 0) return { cluster: clusters[0].name, namespace: text };
  const cluster = text.slice(at + 1);
  assertCluster(cluster, clusters, setting);
  return { cluster, namespace: text.slice(0, at) };
}

function assertCluster(
  name: string,
  clusters: readonly ClusterConfig[],
  setting: string,
): void {
  if (clusters.some(cluster => cluster.name === name)) return;
  throw new InputError(
    `${setting} names the cluster ${name}, which is not in temporal.clusters`,
  );
}

function readRetention(config: Config, setting: string): number {
  if (!config.has('retention')) return STANDARD_RETENTION_DAYS;
  const duration = readDurationFromConfig(config, { key: 'retention' });
  const days = durationToMilliseconds(duration) / DAY_MS;
  if (Number.isInteger(days) && days >= 1) return days;
  throw new InputError(`${setting}.retention must be whole days, at least one`);
}

function readHttpUrl(
  config: Config,
  { key, setting }: { readonly key: string; readonly setting: string },
): string | undefined {
  const url = config.getOptionalString(key);
  if (url !== undefined && !/^https?:\/\//.test(url)) {
    throw new InputError(
      `${setting}.${key} must be an http(s) URL, got ${url}`,
    );
  }
  return url?.replace(/\/$/, '');
}

/** An owner's full ref; a group unless it says otherwise. */
export function ownerRef(ref: string): string {
  return stringifyEntityRef(
    parseEntityRef(ref, { defaultKind: 'group', defaultNamespace: 'default' }),
  );
}

import { readDurationFromConfig, type Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { problemsOf, targetsSchema } from 'backstage-plugin-temporal-common';
import type {
  ApprovalDemand,
  MachineRights,
  TaskQueueGrant,
} from './policy/rights';
import type { SecretKeysOptions } from 'backstage-plugin-temporal-credentials';
import { readSecrets } from './secrets/readSecrets';
import type { CredentialLimits } from './health/Credentials';
import type { WorkerTokenGrant } from './identity/WorkerTokens';
import { readCredentialLimits, readWorkerTokens } from './readCredentials';
import type { ClusterConfig } from './temporal/clusterConfig';
import type { NamespaceConfig } from './temporal/namespaceConfig';
import type { Place } from './temporal/Place';
import {
  ownerRef,
  readClusters,
  readNamespaces,
  readPlace,
} from './temporal/readClusters';

/** The plugin's configuration, read once. */
export interface TemporalConfig {
  /** The first is the one that is meant when none is named. */
  readonly clusters: readonly ClusterConfig[];
  /** In the order in which they hold. */
  readonly namespaces: readonly NamespaceConfig[];
  readonly searchAttributes: {
    readonly target: string;
    readonly initiator: string;
  };
  readonly taskQueues: readonly TaskQueueGrant[];
  readonly approvals: readonly ApprovalDemand[];
  /** Namespaces by the subject of the worker bound to them. */
  readonly workers: ReadonlyMap<string, readonly Place[]>;
  /** Who is given tokens for each worker, by its subject. */
  readonly workerTokens: ReadonlyMap<string, WorkerTokenGrant>;
  /** When credentials should be replaced. */
  readonly credentials: CredentialLimits;
  /** What each machine may do, by the subject of its credential. */
  readonly machines: ReadonlyMap<string, MachineRights>;
  /** Owner refs of those who may read the audit. */
  readonly auditReaders: readonly string[];
  readonly auditKeepDays: number;
  /** Whether people are told of questions by Backstage's notifications. */
  readonly notifications: boolean;
  readonly startsPerMinute: number;
  /** How many event streams may be open at once, in each replica. */
  readonly streams: { readonly perCaller: number; readonly inAll: number };
  readonly rotateAfterDays: number;
  /** Where the keys for secrets are, if there are any. */
  readonly secrets?: SecretKeysOptions;
  readonly appBaseUrl: string;
}

/**
 * Reads the `temporal` section.
 * @throws InputError naming the config key that is wrong
 */
export function readConfig(root: Config): TemporalConfig {
  const config = root.getConfig('temporal');
  const clusters = readClusters(config);
  return {
    clusters,
    namespaces: readNamespaces(config, clusters),
    searchAttributes: {
      target:
        config.getOptionalString('searchAttributes.target') ?? 'component_id',
      initiator:
        config.getOptionalString('searchAttributes.initiator') ?? 'initiator',
    },
    taskQueues: readTaskQueues(config, clusters),
    approvals: readApprovals(config),
    workers: readWorkers(config, clusters),
    workerTokens: readWorkerTokens(config),
    credentials: readCredentialLimits(config),
    machines: readMachines(config),
    auditReaders: (config.getOptionalStringArray('audit.readers') ?? []).map(
      ownerRef,
    ),
    auditKeepDays: readKeepDays(root),
    notifications: config.getOptionalBoolean('notifications') ?? true,
    startsPerMinute: readCount(config, 'limits.startsPerMinute', 300),
    streams: {
      perCaller: readCount(config, 'limits.streamsPerCaller', 50),
      inAll: readCount(config, 'limits.streams', 2_000),
    },
    rotateAfterDays: readCount(config, 'signing.rotateAfterDays', 30),
    secrets: readSecrets(config),
    appBaseUrl: root.getString('app.baseUrl').replace(/\/$/, ''),
  };
}

/** For how many days audit records are kept at least. */
export function readKeepDays(root: Config): number {
  return readCount(root.getConfig('temporal'), 'audit.keepDays', 400);
}

function readMachines(config: Config): ReadonlyMap<string, MachineRights> {
  const machines = config.getOptionalConfigArray('machines') ?? [];
  return new Map(
    machines.map(machine => [
      machine.getString('subject'),
      {
        actsFor: new Set(machine.getStringArray('actsFor').map(ownerRef)),
        actions: new Set(machine.getStringArray('actions').map(actionRef)),
      },
    ]),
  );
}

function actionRef(ref: string): string {
  return stringifyEntityRef(
    parseEntityRef(ref, { defaultKind: 'action', defaultNamespace: 'default' }),
  );
}

function readTaskQueues(
  config: Config,
  clusters: readonly ClusterConfig[],
): readonly TaskQueueGrant[] {
  const grants = config.getOptionalConfigArray('taskQueues') ?? [];
  return grants.map((grant, i) => ({
    owner: ownerRef(grant.getString('owner')),
    places: readPlaces(grant, clusters, `taskQueues[${i}]`),
    queues: new Set(grant.getStringArray('queues')),
  }));
}

function readApprovals(config: Config): readonly ApprovalDemand[] {
  const demands = config.getOptionalConfigArray('approvals') ?? [];
  return demands.map((demand, i) => {
    const targets = targetsSchema.safeParse(demand.get('targets'));
    if (!targets.success) {
      const where = `temporal.approvals[${i}].targets`;
      throw new InputError(problemsOf(targets.error, where).join('; '));
    }
    const approvers = demand.getStringArray('approvers').map(ownerRef);
    return {
      targets: targets.data,
      approvers,
      quorum: atLeastOne(
        demand.getOptionalNumber('quorum') ?? 1,
        `approvals[${i}].quorum`,
      ),
      lastsMs: readDeadline(demand, i),
      reasonRequired: demand.getOptionalBoolean('reasonRequired'),
    };
  });
}

function readDeadline(demand: Config, i: number): number | undefined {
  if (!demand.has('deadline')) return undefined;
  const deadline = readDurationFromConfig(demand, { key: 'deadline' });
  const lastsMs = durationToMilliseconds(deadline);
  const [shortest, longest] = [60_000, durationToMilliseconds({ days: 30 })];
  if (lastsMs >= shortest && lastsMs <= longest) return lastsMs;
  throw new InputError(
    `temporal.approvals[${i}].deadline must be between one minute and 30 days`,
  );
}

function readWorkers(
  config: Config,
  clusters: readonly ClusterConfig[],
): ReadonlyMap<string, readonly Place[]> {
  const workers = new Map<string, readonly Place[]>();
  const listed = config.getOptionalConfigArray('workers') ?? [];
  for (const [i, worker] of listed.entries()) {
    const subject = worker.getString('subject');
    const places = readPlaces(worker, clusters, `workers[${i}]`);
    workers.set(subject, [...(workers.get(subject) ?? []), ...places]);
  }
  return workers;
}

function readPlaces(
  config: Config,
  clusters: readonly ClusterConfig[],
  setting: string,
): readonly Place[] {
  return config
    .getStringArray('namespaces')
    .map(text => readPlace(text, clusters, `temporal.${setting}.namespaces`));
}

function readCount(config: Config, path: string, standard: number): number {
  return atLeastOne(config.getOptionalNumber(path) ?? standard, path);
}

function atLeastOne(count: number, path: string): number {
  if (Number.isInteger(count) && count >= 1) return count;
  throw new InputError(
    `temporal.${path} must be a whole number of at least 1, got ${count}`,
  );
}

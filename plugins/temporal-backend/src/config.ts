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

/** The plugin's configuration, read once. */
export interface TemporalConfig {
  readonly address: string;
  readonly namespace: string;
  readonly uiAddress?: string;
  readonly searchAttributes: {
    readonly target: string;
    readonly initiator: string;
  };
  readonly taskQueues: readonly TaskQueueGrant[];
  readonly approvals: readonly ApprovalDemand[];
  /** Namespaces by the subject of the worker bound to them. */
  readonly workers: ReadonlyMap<string, ReadonlySet<string>>;
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
  readonly appBaseUrl: string;
}

/**
 * Reads the `temporal` section.
 * @throws InputError naming the config key that is wrong
 */
export function readConfig(root: Config): TemporalConfig {
  const config = root.getConfig('temporal');
  return {
    address: config.getString('address'),
    namespace: config.getString('namespace'),
    uiAddress: readHttpUrl(config, 'ui.address'),
    searchAttributes: {
      target:
        config.getOptionalString('searchAttributes.target') ?? 'component_id',
      initiator:
        config.getOptionalString('searchAttributes.initiator') ?? 'initiator',
    },
    taskQueues: readTaskQueues(config),
    approvals: readApprovals(config),
    workers: readWorkers(config),
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
    appBaseUrl: root.getString('app.baseUrl').replace(/\/$/, ''),
  };
}

/** For how many days audit records are kept at least. */
export function readKeepDays(root: Config): number {
  return readCount(root.getConfig('temporal'), 'audit.keepDays', 400);
}

function ownerRef(ref: string): string {
  return stringifyEntityRef(
    parseEntityRef(ref, { defaultKind: 'group', defaultNamespace: 'default' }),
  );
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

function readTaskQueues(config: Config): readonly TaskQueueGrant[] {
  const grants = config.getOptionalConfigArray('taskQueues') ?? [];
  return grants.map(grant => ({
    owner: ownerRef(grant.getString('owner')),
    namespaces: new Set(grant.getStringArray('namespaces')),
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

function readWorkers(config: Config): ReadonlyMap<string, ReadonlySet<string>> {
  const workers = new Map<string, Set<string>>();
  for (const worker of config.getOptionalConfigArray('workers') ?? []) {
    const subject = worker.getString('subject');
    const namespaces = workers.get(subject) ?? new Set<string>();
    worker.getStringArray('namespaces').forEach(name => namespaces.add(name));
    workers.set(subject, namespaces);
  }
  return workers;
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

function readHttpUrl(config: Config, path: string): string | undefined {
  const url = config.getOptionalString(path);
  if (url !== undefined && !/^https?:\/\//.test(url)) {
    throw new InputError(`temporal.${path} must be an http(s) URL, got ${url}`);
  }
  return url?.replace(/\/$/, '');
}

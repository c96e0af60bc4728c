import { InputError } from '@backstage/errors';
import {
  initiatorRef,
  type Decision,
  type WorkerToken,
  type WorkerTokenRequest,
} from 'backstage-plugin-temporal-common';
import type { Place } from '../temporal/Place';
import type { Caller } from './Caller';
import type { TokenIssuers } from './TokenIssuers';

/** To whom tokens for a worker are given, and for how long they are good. */
export interface WorkerTokenGrant {
  /** Subjects of machines. */
  readonly issuedTo: ReadonlySet<string>;
  readonly lifetimeMs: number;
}

/** Tokens with which workers reach Temporal; nothing keeps them. */
export class WorkerTokens {
  readonly #firstCluster: string;
  readonly #grants: ReadonlyMap<string, WorkerTokenGrant>;
  readonly #issuers: TokenIssuers;
  readonly #workers: ReadonlyMap<string, readonly Place[]>;

  constructor(deps: {
    /** The one that is meant when none is named. */
    readonly firstCluster: string;
    /** By the subject of the worker. */
    readonly grants: ReadonlyMap<string, WorkerTokenGrant>;
    readonly issuers: TokenIssuers;
    readonly workers: ReadonlyMap<string, readonly Place[]>;
  }) {
    this.#firstCluster = deps.firstCluster;
    this.#grants = deps.grants;
    this.#issuers = deps.issuers;
    this.#workers = deps.workers;
  }

  /** Whether a caller is given tokens for a worker: machines of a list only. */
  mayHave({ worker }: WorkerTokenRequest, { initiator }: Caller): Decision {
    const subject = initiatorRef(initiator);
    const listed = this.#grants.get(worker)?.issuedTo.has(subject);
    if (initiator.kind === 'service' && listed) return { allowed: true };
    return {
      allowed: false,
      reason: `${subject} is given no tokens for the worker ${worker}; an administrator adds it to temporal.workers[].tokens.issuedTo`,
      ask: [],
    };
  }

  /**
   * A new token, for one of them who may have it.
   * @throws InputError if the worker has nothing to do in the cluster, or that
   *   wants no tokens of ours
   */
  async issue(request: WorkerTokenRequest): Promise<WorkerToken> {
    const { worker, cluster = this.#firstCluster } = request;
    const issuer = this.#issuers.of(cluster);
    if (!issuer) {
      throw new InputError(
        `The cluster ${cluster} takes no tokens of this Backstage; an administrator sets jwt in temporal.clusters`,
      );
    }
    const places = this.#workers.get(worker) ?? [];
    const namespaces = places
      .filter(place => place.cluster === cluster)
      .map(({ namespace }) => namespace);
    if (namespaces.length === 0) {
      throw new InputError(
        `The worker ${worker} has no namespace in the cluster ${cluster}; an administrator adds one to temporal.workers`,
      );
    }
    const lifetimeMs = this.#grants.get(worker)?.lifetimeMs ?? 0;
    const expiresAt = new Date(Date.now() + lifetimeMs);
    const token = await issuer.tokenOfWorker(worker, namespaces, expiresAt);
    return { token, namespaces, expiresAt: expiresAt.toISOString() };
  }
}

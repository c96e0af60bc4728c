import {
  WorkflowClient,
  type WorkflowClientInterceptor,
} from '@temporalio/client';
import type { Call, CallRole } from './Call';
import { unavailable } from './errors';
import type { Place } from './Place';
import { QueuePollers } from './pollers';
import type { TemporalCluster } from './TemporalCluster';

const CALL_LIMIT_MS = 5_000;
const PING_LIMIT_MS = 2_000;
// The server answers an idle long poll after 20 s.
const LONG_POLL_LIMIT_MS = 40_000;

/** As whom the plugin looks, on behalf of all who look. */
const ITSELF = 'plugin:temporal';

/**
 * The one way to a Temporal namespace. Calls are tried once and are limited in
 * time: a person waits for the answer, or a loop asks again anyway; and of a
 * single try we know whether it can have reached the server.
 */
export class TemporalConnection implements Place {
  readonly namespace: string;
  readonly pollers: QueuePollers;
  readonly #cluster: TemporalCluster;
  #asking: Promise<string | undefined> | undefined;

  /** For {@link TemporalCluster.namespace}, which keeps one for each. */
  constructor(cluster: TemporalCluster, namespace: string) {
    this.#cluster = cluster;
    this.namespace = namespace;
    this.pollers = new QueuePollers(this);
  }

  /** The cluster's name. */
  get cluster(): string {
    return this.#cluster.name;
  }

  get address(): string {
    return this.#cluster.config.address;
  }

  /**
   * Whether each call has a token in its caller's name, so that whom the server
   * names as the one who did something says anything.
   */
  get namesCallers(): boolean {
    return this.#cluster.config.jwt !== undefined;
  }

  /** The raw services, to be had within one of the ways below only. */
  get workflowService() {
    return this.#cluster.connection.workflowService;
  }

  get operatorService() {
    return this.#cluster.connection.operatorService;
  }

  /**
   * Looks at something, as the plugin itself: what it sees is shared by all who
   * may see it.
   * @param limitMs - how long it is waited for, in milliseconds from now
   */
  call<T>(fn: () => Promise<T>, limitMs = CALL_LIMIT_MS): Promise<T> {
    return this.#perform('read', fn, { by: ITSELF, limitMs });
  }

  /**
   * Changes something in the name of a person or a machine.
   * @param by - their entity ref, or their subject
   */
  act<T>(
    by: string,
    fn: () => Promise<T>,
    limitMs = CALL_LIMIT_MS,
  ): Promise<T> {
    return this.#perform('write', fn, { by, limitMs });
  }

  /** Prepares the namespace; `system-admin` also makes it. */
  administer<T>(
    fn: () => Promise<T>,
    role: 'admin' | 'system-admin' = 'admin',
  ): Promise<T> {
    return this.#perform(role, fn, { by: ITSELF, limitMs: CALL_LIMIT_MS });
  }

  /** Waits for an answer that may take long, until it comes or is given up. */
  wait<T>(fn: () => Promise<T>, signal: AbortSignal): Promise<T> {
    const limitMs = LONG_POLL_LIMIT_MS;
    return this.#perform('read', fn, { by: ITSELF, limitMs, signal });
  }

  #perform<T>(
    role: CallRole,
    fn: () => Promise<T>,
    rest: Pick<Call, 'by' | 'limitMs' | 'signal'>,
  ): Promise<T> {
    const { namespace } = this;
    return this.#cluster.perform({ ...rest, role, namespace }, fn);
  }

  /** @throws if Temporal can't be reached or the namespace is not there */
  async checkNamespace(limitMs = CALL_LIMIT_MS): Promise<void> {
    const { namespace } = this;
    await this.call(
      () => this.workflowService.describeNamespace({ namespace }),
      limitMs,
    );
  }

  /**
   * Why nothing can be asked of Temporal now, in words for a person, or
   * `undefined` if it answers. All who ask at the same time share the answer.
   */
  async unavailable(): Promise<string | undefined> {
    this.#asking ??= this.checkNamespace(PING_LIMIT_MS)
      .then(
        () => undefined,
        error => unavailable('Nothing can be started now', error).message,
      )
      .finally(() => {
        this.#asking = undefined;
      });
    return this.#asking;
  }

  /** A client whose starts carry these headers, for one of the ways above. */
  workflowClient(interceptor: WorkflowClientInterceptor): WorkflowClient {
    return new WorkflowClient({
      connection: this.#cluster.connection,
      namespace: this.namespace,
      identity: 'backstage-plugin-temporal',
      interceptors: [interceptor],
    });
  }
}

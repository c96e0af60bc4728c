import {
  Connection,
  WorkflowClient,
  type WorkflowClientInterceptor,
} from '@temporalio/client';
import type { Interceptor } from '@grpc/grpc-js';
import { unavailable } from './errors';
import { QueuePollers } from './pollers';

const CALL_LIMIT_MS = 5_000;
const PING_LIMIT_MS = 2_000;
// The server answers an idle long poll after 20 s.
const LONG_POLL_LIMIT_MS = 40_000;

/**
 * The one way to a Temporal namespace. Calls are tried once and are limited in
 * time: a person waits for the answer, or a loop asks again anyway; and of a
 * single try we know whether it can have reached the server.
 */
export class TemporalConnection {
  readonly namespace: string;
  readonly pollers: QueuePollers;
  readonly #connection: Connection;
  #asking: Promise<string | undefined> | undefined;

  private constructor(connection: Connection, namespace: string) {
    this.#connection = connection;
    this.namespace = namespace;
    this.pollers = new QueuePollers(this);
  }

  /** Connects when first used, and again whenever the server comes back. */
  static lazy(options: {
    address: string;
    namespace: string;
    /** What each call goes through. */
    interceptors?: Interceptor[];
  }): TemporalConnection {
    const connection = Connection.lazy({
      address: options.address,
      // Never the SDK's own, which would try again.
      interceptors: options.interceptors ?? [],
      channelArgs: {
        'grpc.initial_reconnect_backoff_ms': 200,
        'grpc.max_reconnect_backoff_ms': 2_000,
      },
    });
    return new TemporalConnection(connection, options.namespace);
  }

  /** The raw services; wrap calls in {@link TemporalConnection.call}. */
  get workflowService() {
    return this.#connection.workflowService;
  }

  get operatorService() {
    return this.#connection.operatorService;
  }

  /** Does one call with a deadline, in milliseconds from now. */
  call<T>(fn: () => Promise<T>, limitMs = CALL_LIMIT_MS): Promise<T> {
    return this.#connection.withDeadline(Date.now() + limitMs, fn);
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

  /** Waits for an answer that may take long, until it comes or is given up. */
  wait<T>(fn: () => Promise<T>, signal: AbortSignal): Promise<T> {
    return this.#connection.withAbortSignal(signal, () =>
      this.call(fn, LONG_POLL_LIMIT_MS),
    );
  }

  /** A client whose starts carry these headers. */
  workflowClient(interceptor: WorkflowClientInterceptor): WorkflowClient {
    return new WorkflowClient({
      connection: this.#connection,
      namespace: this.namespace,
      identity: 'backstage-plugin-temporal',
      interceptors: [interceptor],
    });
  }

  close(): Promise<void> {
    return this.#connection.close();
  }
}

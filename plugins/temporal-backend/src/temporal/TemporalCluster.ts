import { Connection } from '@temporalio/client';
import type { Interceptor } from '@grpc/grpc-js';
import type { ClusterConfig } from './clusterConfig';
import { TemporalConnection } from './TemporalConnection';

/**
 * What a call needs: to look, to change something in a namespace, to prepare a
 * namespace, or to make one.
 */
export type CallRole = 'read' | 'write' | 'admin' | 'system-admin';

/** Who asks the server for something, where, and for how long it is waited. */
export interface Call {
  /** The caller by name: a person's entity ref, or a machine's subject. */
  readonly by: string;
  readonly role: CallRole;
  readonly namespace: string;
  /** In milliseconds from now. */
  readonly limitMs: number;
}

/** The one way to a Temporal cluster, for all its namespaces. */
export class TemporalCluster {
  readonly config: ClusterConfig;
  readonly #connection: Connection;
  readonly #namespaces = new Map<string, TemporalConnection>();

  /**
   * Connects when first used, and again whenever the server comes back.
   * @param interceptors - what each call goes through
   */
  constructor(config: ClusterConfig, interceptors: Interceptor[] = []) {
    this.config = config;
    this.#connection = Connection.lazy({
      address: config.address,
      // Never the SDK's own, which would try again.
      interceptors,
      channelArgs: {
        'grpc.initial_reconnect_backoff_ms': 200,
        'grpc.max_reconnect_backoff_ms': 2_000,
      },
    });
  }

  get name(): string {
    return this.config.name;
  }

  /** The way to one of its namespaces, whether that exists or not. */
  namespace(name: string): TemporalConnection {
    const known = this.#namespaces.get(name);
    if (known) return known;
    const made = new TemporalConnection(this, name);
    this.#namespaces.set(name, made);
    return made;
  }

  /** The connection to ask on, as it is now. */
  get connection(): Connection {
    return this.#connection;
  }

  /** Does one call. */
  perform<T>({ limitMs }: Call, fn: () => Promise<T>): Promise<T> {
    return this.connection.withDeadline(Date.now() + limitMs, fn);
  }

  close(): Promise<void> {
    return this.#connection.close();
  }
}

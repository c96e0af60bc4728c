import { Connection } from '@temporalio/client';
import type { Interceptor } from '@grpc/grpc-js';
import {
  ConnectionCredentials,
  type CredentialFact,
  type TlsOptions,
} from 'backstage-plugin-temporal-credentials';
import { AsyncLocalStorage } from 'node:async_hooks';
import type { TokenIssuer } from '../identity/TokenIssuer';
import type { Call } from './Call';
import type { ClusterConfig } from './clusterConfig';
import { CredentialTrouble } from './CredentialTrouble';
import { Diagnosis } from './Diagnosis';
import { Line } from './Line';
import { settingOf } from './settingOf';
import { TemporalConnection } from './TemporalConnection';

/**
 * The one way to a Temporal cluster, for all its namespaces. Its credentials may
 * change at any time: a call is made with those of the moment it begins.
 */
export class TemporalCluster {
  readonly config: ClusterConfig;
  readonly #credentials: ConnectionCredentials;
  readonly #diagnosis: Diagnosis;
  readonly #interceptors: Interceptor[];
  readonly #issuer: TokenIssuer | undefined;
  readonly #namespaces = new Map<string, TemporalConnection>();
  readonly #using = new AsyncLocalStorage<Connection>();
  #line: { readonly tls: TlsOptions; readonly line: Line } | undefined;

  /**
   * Connects when first used, and again whenever the server comes back.
   * @throws Error naming the setting, if it has half a pair of files
   */
  constructor(
    config: ClusterConfig,
    options: {
      /** What each call goes through. */
      readonly interceptors?: Interceptor[];
      /** Who makes each call's token. */
      readonly issuer?: TokenIssuer;
    } = {},
  ) {
    this.config = config;
    this.#credentials = new ConnectionCredentials(
      config.files,
      settingOf(config.setting),
    );
    this.#diagnosis = new Diagnosis(config, this.#credentials);
    this.#interceptors = options.interceptors ?? [];
    this.#issuer = options.issuer;
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

  /** The connection of the call that is being made. */
  get connection(): Connection {
    const connection = this.#using.getStore();
    if (connection) return connection;
    throw new Error('Temporal is asked outside of a call');
  }

  /** What is known of its credentials, by setting. */
  facts(): Promise<readonly CredentialFact[]> {
    return this.#credentials.facts();
  }

  /**
   * Does one call.
   * @throws CredentialTrouble if it failed for its credentials; else what the
   *   client throws
   */
  async perform<T>(call: Call, fn: () => Promise<T>): Promise<T> {
    const token = await this.#read(() => this.#tokenOf(call));
    const tls = await this.#read(() => this.#credentials.tls());
    // From here on to its first call without a pause, so that it stays open.
    const line = this.#lineBy(tls);
    const { connection } = line;
    try {
      return await line.carry(() =>
        this.#using.run(connection, () =>
          limited(connection, call, () =>
            token ? connection.withApiKey(token, fn) : fn(),
          ),
        ),
      );
    } catch (error) {
      throw await this.#diagnosis.of(error);
    }
  }

  async close(): Promise<void> {
    await this.#line?.line.replaced();
  }

  async #tokenOf(call: Call): Promise<string | undefined> {
    return this.#issuer?.tokenOf(call) ?? this.#credentials.apiKey();
  }

  async #read<T>(credential: () => Promise<T>): Promise<T> {
    try {
      return await credential();
    } catch (error) {
      throw new CredentialTrouble(
        error instanceof Error ? error.message : String(error),
      );
    }
  }

  #lineBy(tls: TlsOptions): Line {
    if (this.#line?.tls === tls) return this.#line.line;
    const before = this.#line;
    const line = new Line(this.#connect(tls));
    this.#line = { tls, line };
    // Nobody waits for calls that are made with what was there before.
    before?.line.replaced().catch(() => undefined);
    return line;
  }

  #connect(tls: TlsOptions): Connection {
    return Connection.lazy({
      address: this.config.address,
      tls,
      // Never the SDK's own, which would try again.
      interceptors: this.#interceptors,
      channelArgs: {
        'grpc.initial_reconnect_backoff_ms': 200,
        'grpc.max_reconnect_backoff_ms': 2_000,
      },
    });
  }
}

function limited<T>(
  connection: Connection,
  { limitMs, signal }: Call,
  fn: () => Promise<T>,
): Promise<T> {
  const timed = () => connection.withDeadline(Date.now() + limitMs, fn);
  return signal ? connection.withAbortSignal(signal, timed) : timed();
}

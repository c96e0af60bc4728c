import type { LoggerService } from '@backstage/backend-plugin-api';
import type { TemporalConfig } from '../config';
import { isRefusedCaller, isUnreachable, reasonOf } from './errors';
import { prepareNamespace } from './prepareNamespace';
import type { TemporalConnection } from './TemporalConnection';
import type { TemporalNamespaces } from './TemporalNamespaces';

interface Deps {
  readonly config: Pick<TemporalConfig, 'namespaces' | 'searchAttributes'>;
  readonly logger: LoggerService;
  readonly temporal: TemporalNamespaces;
}

/** Prepares each namespace until it is; Temporal may come up after us. */
export class Preparation {
  readonly #deps: Deps;
  readonly #left: Set<TemporalConnection>;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#left = new Set(deps.temporal.configured);
  }

  /** @throws if a namespace can't be made ready with our credential */
  async goOn(): Promise<void> {
    for (const namespace of this.#left) {
      if (await this.#prepare(namespace)) this.#left.delete(namespace);
    }
  }

  async #prepare(temporal: TemporalConnection): Promise<boolean> {
    const { config, logger } = this.#deps;
    try {
      return await prepareNamespace(temporal, config);
    } catch (error) {
      // A server that has not fetched our key yet refuses as well.
      if (!isUnreachable(error) && !isRefusedCaller(error)) throw error;
      const { address, cluster } = temporal;
      logger.warn(
        `Temporal at ${address} (cluster ${cluster}) can't be asked (${reasonOf(
          error,
        )}); check temporal.clusters. Runs can be looked at, not started`,
      );
      return false;
    }
  }
}

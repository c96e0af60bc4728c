import {
  Runtime,
  type NativeConnection,
  type Worker,
} from '@temporalio/worker';
import { ConnectionCredentials } from 'backstage-plugin-temporal-credentials';
import { reasonOf } from '../admission/refusal';
import {
  assertNotOverheard,
  openConnection,
  settingsOf,
  type Shown,
  type WorkerConnectionOptions,
} from './openConnection';

const LOOK_EVERY_MS = 2_000;

// Polls that are under way, and activities with a client of theirs, go on with
// the connection they began with.
const KEEP_OLD_MS = 10 * 60_000;

/**
 * A connection to Temporal for workers whose credentials may change while they
 * work: the files are looked at every few seconds, and what changed is used from
 * then on, without a restart. What does not hold, or Temporal does not accept, is
 * not taken: the log warns, and names the setting.
 * @public
 */
export class WorkerConnection {
  readonly #options: WorkerConnectionOptions;
  readonly #credentials: ConnectionCredentials;
  readonly #workers = new Set<Worker>();
  readonly #old = new Set<NativeConnection>();
  readonly #looking: NodeJS.Timeout;
  #current: NativeConnection;
  #shown: Shown;
  #trouble: string | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(
    options: WorkerConnectionOptions,
    credentials: ConnectionCredentials,
    first: { readonly connection: NativeConnection; readonly shown: Shown },
  ) {
    this.#options = options;
    this.#credentials = credentials;
    this.#current = first.connection;
    this.#shown = first.shown;
    this.#looking = setInterval(
      () => void this.#inTurn(() => this.#look()),
      LOOK_EVERY_MS,
    ).unref();
  }

  /** @internal */
  static async open(
    options: WorkerConnectionOptions,
  ): Promise<WorkerConnection> {
    assertNotOverheard(options);
    const credentials = new ConnectionCredentials(options, settingsOf(options));
    const shown = await readAll(credentials);
    const connection = await openConnection(options, shown);
    return new WorkerConnection(options, credentials, { connection, shown });
  }

  /** The SDK's connection of this moment; another after certificates changed. */
  get current(): NativeConnection {
    return this.#current;
  }

  /**
   * Keeps the worker that is made on the connection of its time.
   * @internal
   */
  async keep(
    make: (connection: NativeConnection) => Promise<Worker>,
  ): Promise<Worker> {
    return this.#inTurn(async () => {
      const worker = await make(this.#current);
      this.#workers.add(worker);
      return worker;
    });
  }

  /** Closes it. The workers that were made with it must have stopped. */
  async close(): Promise<void> {
    clearInterval(this.#looking);
    await this.#inTurn(async () => {
      for (const each of [...this.#old, this.#current]) await each.close();
      this.#old.clear();
    });
  }

  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const acting = this.#turn.then(act);
    this.#turn = acting.catch(() => {});
    return acting;
  }

  async #look(): Promise<void> {
    try {
      const { tls, apiKey } = this.#shown;
      const shown = await readAll(this.#credentials);
      if (shown.tls !== tls || shown.apiKey !== apiKey) await this.#take(shown);
      const facts = await this.#credentials.facts();
      this.#warn(facts.find(({ trouble }) => trouble)?.trouble);
    } catch (error) {
      this.#warn(error instanceof Error ? error.message : String(error));
    }
  }

  async #take(shown: Shown): Promise<void> {
    const { tls, apiKey } = this.#shown;
    try {
      await this.#use(shown);
    } catch (error) {
      // A certificate that is not accepted must not let the key run out.
      if (shown.tls !== tls && shown.apiKey !== apiKey) {
        await this.#use({ tls, apiKey: shown.apiKey });
      }
      throw error;
    }
  }

  /** @throws Error, and changes nothing, if Temporal does not accept it */
  async #use(shown: Shown): Promise<void> {
    const next = await openConnection(this.#options, shown);
    if (shown.tls === this.#shown.tls && shown.apiKey !== undefined) {
      await this.#current.setApiKey(shown.apiKey);
      await next.close();
    } else {
      this.#moveTo(next);
    }
    this.#shown = shown;
    Runtime.instance().logger.info('New credentials for Temporal are in use', {
      address: this.#options.address,
    });
  }

  #moveTo(next: NativeConnection): void {
    const old = this.#current;
    this.#current = next;
    this.#old.add(old);
    setTimeout(() => void this.#closeOld(old), KEEP_OLD_MS).unref();
    for (const worker of this.#workers) {
      if (['STOPPED', 'FAILED'].includes(worker.getState())) {
        this.#workers.delete(worker);
      } else {
        worker.connection = next;
      }
    }
  }

  #closeOld(old: NativeConnection): Promise<void> {
    return this.#inTurn(async () => {
      if (!this.#old.delete(old)) return;
      await old.close().catch(error => {
        Runtime.instance().logger.warn(
          `An old connection to Temporal stays open: ${reasonOf(error)}`,
        );
      });
    });
  }

  #warn(trouble: string | undefined): void {
    if (trouble !== undefined && trouble !== this.#trouble) {
      Runtime.instance().logger.warn(
        `New credentials for Temporal are not taken, those before stay in use: ${trouble}`,
      );
    }
    this.#trouble = trouble;
  }
}

async function readAll(credentials: ConnectionCredentials): Promise<Shown> {
  return { tls: await credentials.tls(), apiKey: await credentials.apiKey() };
}

import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Process } from '../../../../scripts/run/Process.mjs';
import { dataDir } from '../../../../scripts/setup/places.mjs';
import { removeAtExit } from '../house/removeAtExit.ts';
import {
  connectionString,
  killablePostgres,
} from '../../../../scripts/setup/postgres.mjs';

const TRIES = 40;
const BETWEEN_TRIES_MS = 250;

/** A PostgreSQL server of one house, which survives being killed. */
export class KillablePostgres {
  readonly url: string;
  readonly #process: Process;
  readonly #remove: () => Promise<void>;

  private constructor(server: {
    readonly url: string;
    readonly process: Process;
    readonly remove: () => Promise<void>;
  }) {
    this.url = server.url;
    this.#process = server.process;
    this.#remove = server.remove;
  }

  /** @throws Error where there is no PostgreSQL to start */
  static async start(logs: string): Promise<KillablePostgres> {
    const server = await killablePostgres();
    if (!server) {
      throw new Error(
        'There is no PostgreSQL server here to kill; install it, or choose --database sqlite',
      );
    }
    removeAtExit(server.spec.cwd);
    const url = connectionString(server.env);
    const process = new Process(server.spec, join(dataDir, 'logs', logs));
    const postgres = new KillablePostgres({ ...server, url, process });
    await postgres.start();
    return postgres;
  }

  /** Starts it, as soon as what is left of one that was killed has gone. */
  async start(): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        await this.#process.start();
        return;
      } catch (error) {
        if (tries === TRIES) throw error;
        await sleep(BETWEEN_TRIES_MS);
      }
    }
  }

  kill(): Promise<void> {
    return this.#process.kill();
  }

  async remove(): Promise<void> {
    await this.kill();
    await this.#remove();
  }
}

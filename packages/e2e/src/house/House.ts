import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Process } from '../../../../scripts/run/Process.mjs';
import { Api } from './Api.ts';
import type { Replica } from './Replica.ts';

/** The processes of a house, in the order they start. */
export const processNames = [
  'temporal',
  'signIn',
  'backend',
  'worker',
] as const;

export type ProcessName = (typeof processNames)[number];

export interface HouseParts {
  readonly folder: string;
  readonly ports: Readonly<Record<'backend' | 'signIn' | 'temporal', number>>;
  readonly processes: Readonly<Record<ProcessName, Process>>;
  readonly replica?: Replica;
}

/** Everything that runs, each part of which a journey may stop or kill. */
export class House {
  readonly #parts: HouseParts;

  constructor(parts: HouseParts) {
    this.#parts = parts;
  }

  /** Where the app and the API are. */
  get url(): string {
    return `http://localhost:${this.#parts.ports.backend}`;
  }

  get signInUrl(): string {
    return `http://localhost:${this.#parts.ports.signIn}`;
  }

  get temporalAddress(): string {
    return `127.0.0.1:${this.#parts.ports.temporal}`;
  }

  /** The SQLite file of a component's own database. */
  databaseOf(component: string): string {
    const file = `default-${component}.sqlite`;
    return join(this.#parts.folder, 'databases', file);
  }

  /** The SQLite file in which the backend keeps a plugin's tables. */
  pluginDatabaseOf(pluginId: string): string {
    return join(this.#parts.folder, 'backstage', `${pluginId}.sqlite`);
  }

  process(name: ProcessName): Process {
    return this.#parts.processes[name];
  }

  /** Its other backend. @throws if it was not built with two */
  get replica(): Replica {
    const { replica } = this.#parts;
    if (!replica) throw new Error('This house has one backend');
    return replica;
  }

  /** The HTTP door, for a caller with this token or for one without any. */
  api(token?: string): Api {
    return new Api(this.url, token);
  }

  /** @param beforeWorker - what the worker waits for, beside the backend */
  async start(beforeWorker?: (house: House) => Promise<void>): Promise<void> {
    const { temporal, signIn, backend, worker } = this.#parts.processes;
    await Promise.all([temporal.start(), signIn.start()]);
    await backend.start();
    await this.#parts.replica?.process.start();
    await beforeWorker?.(this);
    await worker.start();
  }

  /** Ends everything and throws its data away; the logs stay. */
  async stop(): Promise<void> {
    // An orderly stop of a production backend takes 20 s, and serves nobody.
    await Promise.all([
      ...processNames.map(name => this.process(name).kill()),
      this.#parts.replica?.process.kill(),
    ]);
    await rm(this.#parts.folder, { recursive: true, force: true });
  }
}

import type { Connection } from '@temporalio/client';

/** A connection, which is closed after its last call once it is replaced. */
export class Line {
  readonly connection: Connection;
  #calls = 0;
  #replaced = false;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  async carry<T>(call: () => Promise<T>): Promise<T> {
    this.#calls++;
    try {
      return await call();
    } finally {
      this.#calls--;
      await this.#closeAtLast();
    }
  }

  async replaced(): Promise<void> {
    this.#replaced = true;
    await this.#closeAtLast();
  }

  async #closeAtLast(): Promise<void> {
    if (this.#replaced && this.#calls === 0) await this.connection.close();
  }
}

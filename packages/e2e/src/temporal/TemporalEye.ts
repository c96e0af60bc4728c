import { Client, Connection } from '@temporalio/client';
import type { House } from '../house/House.ts';

/** Temporal of a house, seen with the SDK and without any part of ours. */
export class TemporalEye {
  readonly client: Client;
  readonly connection: Connection;

  /** For a server that wants to know who looks; see `on` for any other. */
  constructor(connection: Connection, namespace?: string) {
    this.connection = connection;
    this.client = new Client({ connection, namespace });
  }

  static async on(house: House): Promise<TemporalEye> {
    const address = house.temporalAddress;
    return new TemporalEye(await Connection.connect({ address }));
  }

  /** The ids of the workflows that visibility finds; all without a query. */
  async workflowIds(query?: string): Promise<string[]> {
    const ids: string[] = [];
    for await (const { workflowId } of this.client.workflow.list({ query })) {
      ids.push(workflowId);
    }
    return ids;
  }

  async close(): Promise<void> {
    await this.connection.close();
  }
}

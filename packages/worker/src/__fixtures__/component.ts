import { join } from 'node:path';
import type { MigrationDatabase } from '../migrations/MigrationDatabase';
import { writeMigrations } from './folder';
import type { House, Mishap } from './house';

let made = 0;

/** A component with a database and migrations of its own, in a house. */
export class TestComponent {
  readonly name: string;
  readonly database: MigrationDatabase;
  readonly #house: House;
  readonly #folder: string;

  constructor(
    house: House,
    folder: string,
    databaseNamed: (name: string) => MigrationDatabase,
  ) {
    made += 1;
    this.name = `component-${made}`;
    this.database = databaseNamed(`default-${this.name}`);
    this.#house = house;
    this.#folder = folder;
  }

  has(migrations: Parameters<typeof writeMigrations>[1]): this {
    writeMigrations(join(this.#folder, this.name), migrations);
    return this;
  }

  start(workflowType: string, input: unknown = {}) {
    const target = { entityRef: `component:default/${this.name}` };
    return this.#house.start({ workflowType, input, target });
  }

  /** Starts a run and waits for its end, with a mishap on the way if given. */
  run(workflowType: string, input: unknown = {}, mishap?: Mishap) {
    return this.#house.serving(
      async () => (await this.start(workflowType, input)).result(),
      mishap,
    );
  }

  async tables(...names: string[]): Promise<string[]> {
    return this.database.look(async session => {
      const there: string[] = [];
      for (const name of names) {
        if (await session.hasTable(name)) {
          there.push(name);
        }
      }
      return there;
    });
  }
}

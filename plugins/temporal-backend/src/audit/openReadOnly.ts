import { DatabaseManager } from '@backstage/backend-defaults/database';
import type {
  LifecycleService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { ConfigReader, type Config } from '@backstage/config';
import type { Knex } from 'knex';

const PLUGIN = 'temporal';

const silent: LoggerService = {
  error: () => undefined,
  warn: () => undefined,
  info: () => undefined,
  debug: () => undefined,
  child: () => silent,
};

const endless: LifecycleService = {
  addStartupHook: () => undefined,
  addShutdownHook: () => undefined,
};

/**
 * The plugin's database as configuration names it, for reading only: nothing is
 * created, migrated or written.
 */
export async function openReadOnly(config: Config): Promise<Knex> {
  const database = { ensureExists: false, ensureSchemaExists: false };
  const own = `backend.database.plugin.${PLUGIN}`;
  const connection = isSqlite(config, own)
    ? { connection: { options: { readonly: true } } }
    : {};
  const plugin = { [PLUGIN]: { ...database, ...connection } };
  const readOnly = ConfigReader.fromConfigs([
    { context: 'app-config', data: config.get() },
    {
      context: 'read only',
      data: { backend: { database: { ...database, plugin } } },
    },
  ]);
  const manager = DatabaseManager.fromConfig(readOnly);
  const deps = { logger: silent, lifecycle: endless };
  return manager.forPlugin(PLUGIN, deps).getClient();
}

/** A connection of its own may be written as the name of a file. */
function isSqlite(config: Config, own: string): boolean {
  const client =
    config.getOptionalString(`${own}.client`) ??
    config.getString('backend.database.client');
  const connection: unknown = config.getOptional(`${own}.connection`);
  return client.includes('sqlite') && typeof connection !== 'string';
}

/** Does something with the database as it is at one moment. */
export async function atOneMoment<T>(
  knex: Knex,
  look: (snapshot: Knex) => Promise<T>,
): Promise<T> {
  const isPostgres = String(knex.client.config.client).includes('pg');
  return knex.transaction(
    look,
    isPostgres ? { readOnly: true, isolationLevel: 'repeatable read' } : {},
  );
}

import { buildBundle } from '../setup/bundle.mjs';
import { findChromium } from '../setup/chromium.mjs';
import { connectionString, startPostgres } from '../setup/postgres.mjs';
import { say, step } from '../setup/progress.mjs';
import { findPython } from '../setup/python.mjs';
import { findTemporal } from '../setup/temporal.mjs';
import { findTemporalServer } from '../setup/temporalServer.mjs';
import { findTimeSkipping } from '../setup/timeSkipping.mjs';

async function postgres() {
  const server = await step(
    'Starting PostgreSQL for the tests',
    {},
    startPostgres,
  );
  if (!server) {
    say(
      '  There is no PostgreSQL: what touches a database is tested on SQLite alone. Set PGHOST (and PGPORT, PGUSER, PGPASSWORD) to test on both.',
    );
    return {};
  }
  const url = connectionString(server.env);
  return {
    env: {
      TEST_POSTGRES_URL: url,
      // The name under which Backstage's TestDatabases looks for POSTGRES_15.
      BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING: url,
    },
    stop: server.stop,
  };
}

const ways = {
  temporal: async () => ({ env: { TEMPORAL_CLI_PATH: await findTemporal() } }),
  temporalServer: async () => ({
    env: { TEMPORAL_SERVER_PATH: await findTemporalServer() },
  }),
  timeSkipping: async () => ({
    env: { TIME_SKIPPING_SERVER_PATH: await findTimeSkipping() },
  }),
  chromium: async () => ({ env: { CHROMIUM_PATH: await findChromium() } }),
  bundle: async () => ({ env: { BACKEND_BUNDLE: await buildBundle() } }),
  postgres,
  python: async () => ({ env: { WORKER_PYTHON: await findPython() } }),
};

/**
 * Gets ready what the suites need. Resolves to the environment variables that
 * tell them of it, and to what stops it all again.
 */
export async function prepare(needs) {
  const env = { BACKSTAGE_TEST_DISABLE_DOCKER: '1' };
  const stops = [];
  const stop = () => Promise.all(stops.map(each => each()));
  try {
    for (const need of needs) {
      const ready = await ways[need]();
      Object.assign(env, ready.env);
      if (ready.stop) {
        stops.push(ready.stop);
      }
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return { env, stop };
}

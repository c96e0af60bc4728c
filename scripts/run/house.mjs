import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root, toolchainDir } from '../setup/places.mjs';
import { keySetIn } from '../setup/secrets.mjs';
import { accepts, answers } from './readiness.mjs';

const nodeModules = join(root, 'node_modules');
const cli = join(nodeModules, '.bin', 'backstage-cli');

/**
 * What the processes tell each other, by environment variable; the config files
 * and the worker read these names.
 */
function houseEnv({ ports, dataDir, secrets, temporalAddress, postgres }) {
  return {
    ...secrets,
    ...postgres,
    FRONTEND_PORT: String(ports.frontend),
    BACKEND_PORT: String(ports.backend),
    SIGN_IN_PORT: String(ports.signIn),
    SIGN_IN_CALLBACK_URL: `http://localhost:${ports.backend}/api/auth/oidc/handler/frame`,
    TEMPORAL_ADDRESS: temporalAddress ?? `127.0.0.1:${ports.temporal}`,
    TEMPORAL_UI_ADDRESS: temporalAddress
      ? process.env.TEMPORAL_UI_ADDRESS ?? ''
      : `http://localhost:${ports.temporalUi}`,
    BACKSTAGE_URL: `http://localhost:${ports.backend}`,
    BACKSTAGE_TOKEN: secrets.BACKSTAGE_WORKER_TOKEN,
    SECRETS_KEY_SET_FILE: keySetIn(dataDir),
    BACKSTAGE_DATA_DIR: join(dataDir, 'backstage'),
    EXAMPLES_DIR: join(root, 'examples'),
    DATABASES_DIR: join(dataDir, 'databases'),
    DATABASE_CLIENT: postgres ? 'pg' : 'sqlite',
    BUNDLE_DIR: join(toolchainDir, 'workflows'),
    BROWSER: 'none',
  };
}

function temporalSpec({ ports, dataDir, temporalCli }) {
  const file = join(dataDir, 'temporal', 'temporal.sqlite');
  mkdirSync(dirname(file), { recursive: true });
  return {
    name: 'temporal',
    command: temporalCli,
    args: [
      'server',
      'start-dev',
      ...['--ip', '127.0.0.1'],
      ...['--port', String(ports.temporal)],
      ...['--ui-port', String(ports.temporalUi)],
      ...['--db-filename', file],
      // SQLite's own journal makes every start two to six times slower.
      ...['--sqlite-pragma', 'journal_mode=wal'],
      ...['--sqlite-pragma', 'synchronous=normal'],
      ...['--log-level', 'warn'],
    ],
    isReady: () => accepts(`127.0.0.1:${ports.temporal}`),
  };
}

function signInSpec({ ports, env }) {
  return {
    name: 'sign-in',
    command: process.execPath,
    args: [join(root, 'packages', 'sign-in', 'src', 'index.mjs')],
    env,
    isReady: () =>
      answers(
        `http://localhost:${ports.signIn}/.well-known/openid-configuration`,
      ),
  };
}

function backendIsReady({ ports }) {
  return () =>
    answers(`http://localhost:${ports.backend}/.backstage/health/v1/readiness`);
}

/** The config files to load, later ones winning over earlier ones. */
function configArgs(...names) {
  return names
    .map(name =>
      join(root, name ? `app-config.${name}.yaml` : 'app-config.yaml'),
    )
    .filter(file => existsSync(file))
    .flatMap(file => ['--config', file]);
}

/** The config file that changes the database, which exists for PostgreSQL. */
function databaseConfig({ postgres }) {
  return postgres ? 'postgres' : 'sqlite';
}

function backendSpec(house) {
  const database = databaseConfig(house);
  return {
    name: 'backend',
    command: process.execPath,
    args: [cli, 'package', 'start', ...configArgs('', database, 'local')],
    cwd: join(root, 'packages', 'backend'),
    env: house.env,
    isReady: backendIsReady(house),
  };
}

function bundledBackendSpec(house) {
  const database = databaseConfig(house);
  return {
    name: 'backend',
    command: process.execPath,
    args: [
      join(house.bundleDir, 'packages', 'backend'),
      ...configArgs('', database, 'production'),
    ],
    cwd: house.bundleDir,
    env: { ...house.env, NODE_ENV: 'production', ...house.backendEnv },
    isReady: backendIsReady(house),
  };
}

function frontendSpec({ ports, env }) {
  return {
    name: 'frontend',
    command: process.execPath,
    args: [cli, 'package', 'start', ...configArgs('', 'local')],
    cwd: join(root, 'packages', 'app'),
    env,
    isReady: () => answers(`http://localhost:${ports.frontend}/`),
  };
}

/** For Node to run TypeScript as it is. */
const asSource = [
  '--enable-source-maps',
  '--require',
  join(nodeModules, '@backstage', 'cli-node', 'config', 'nodeTransform.cjs'),
];

function auditSpec(house) {
  const bin = join(root, 'plugins', 'temporal-backend', 'bin');
  return {
    name: 'audit',
    command: process.execPath,
    args: [
      ...asSource,
      join(bin, 'temporal-audit.js'),
      'verify',
      ...configArgs('', databaseConfig(house), 'local'),
    ],
    cwd: join(root, 'packages', 'backend'),
    env: house.env,
  };
}

function workerSpec({ env, workerMain, workerEnv }) {
  const example = join(root, 'packages', 'worker', 'src', 'index.ts');
  return {
    name: 'worker',
    command: process.execPath,
    args: [...asSource, workerMain ?? example],
    cwd: join(root, 'packages', 'worker'),
    env: { ...env, ...workerEnv },
    isReady: worker => worker.log.includes('worker ready'),
  };
}

/**
 * How to start each process of a house. `temporalAddress` names a server that
 * runs elsewhere; without it `temporalCli` starts one. `bundleDir` is where the
 * production bundle is, for a house that runs it; `postgres` the `PG*` variables
 * of a server to use in place of SQLite; `workerMain` a worker's main file in
 * place of the example's; `backendEnv` and `workerEnv` what only the production
 * backend and the worker are told.
 */
export function describeHouse(settings) {
  const house = {
    ...settings,
    env: { ...houseEnv(settings), ...settings.env },
  };
  return {
    temporal: temporalSpec(house),
    signIn: signInSpec(house),
    backend: backendSpec(house),
    bundledBackend: house.bundleDir && bundledBackendSpec(house),
    frontend: frontendSpec(house),
    worker: workerSpec(house),
    audit: auditSpec(house),
  };
}

import { chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aptInstall, canInstall } from './apt.mjs';
import { isExecutable, run } from './commands.mjs';
import { step } from './progress.mjs';

const DEBIAN = '/usr/lib/postgresql';
const USER = 'postgres';

/** The folder with the newest server binaries of this machine. */
async function findServer() {
  const versions = await readdir(DEBIAN).catch(() => []);
  for (const version of versions.sort((a, b) => Number(b) - Number(a))) {
    const bin = join(DEBIAN, version, 'bin');
    if (await isExecutable(join(bin, 'initdb'))) {
      return bin;
    }
  }
  return undefined;
}

async function findOrInstallServer() {
  const found = await findServer();
  if (found || !(await canInstall())) {
    return found;
  }
  await step("Installing Debian's PostgreSQL", { expect: '30 s' }, () =>
    aptInstall('postgresql'),
  );
  return findServer();
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** PostgreSQL refuses to run as root, so root hands it to this user. */
async function databaseUser() {
  if (process.getuid() !== 0) {
    return {};
  }
  const [uid, gid] = await Promise.all(
    ['-u', '-g'].map(async flag => Number(await run('id', [flag, USER]))),
  );
  return { uid, gid };
}

async function makeFolder({ uid, gid }) {
  const folder = await mkdtemp(join(tmpdir(), 'backstage-postgres-'));
  if (uid !== undefined) {
    await chown(folder, uid, gid);
  }
  return folder;
}

/** An empty cluster of its own, and how to run a program as its owner. */
async function makeCluster(bin) {
  const user = await databaseUser();
  const folder = await makeFolder(user);
  const asUser = (name, ...args) =>
    run(join(bin, name), args, { cwd: folder, ...user });
  const data = join(folder, 'data');
  await asUser(
    'initdb',
    ...['-D', data, '-U', USER, '-A', 'trust'],
    ...['--no-sync', '-E', 'UTF8', '--locale=C'],
  );
  return { user, folder, data, port: await freePort(), asUser };
}

function envOf(port) {
  return { PGHOST: '127.0.0.1', PGPORT: String(port), PGUSER: USER };
}

async function startServer(bin) {
  const { folder, data, port, asUser } = await makeCluster(bin);
  // Data of tests is thrown away: nothing is gained by waiting for the disk.
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder} -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200`;
  const log = join(folder, 'log');
  await asUser('pg_ctl', '-D', data, '-w', '-l', log, '-o', options, 'start');
  return {
    env: envOf(port),
    async stop() {
      await asUser('pg_ctl', '-D', data, '-m', 'immediate', 'stop');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/**
 * A server that may be killed at any time and keeps what it has committed: its
 * `PG*` variables, how to start it as a process of the house, and what removes
 * it. Undefined where no server can be had.
 */
export async function killablePostgres() {
  const bin = await findOrInstallServer();
  if (!bin) {
    return undefined;
  }
  const { user, folder, data, port } = await makeCluster(bin);
  const settings = [
    // What was written outlives the process without any sync; what was only
    // promised does not, so commits must wait for the write.
    ...['-c', 'fsync=off', '-c', 'synchronous_commit=on'],
    ...['-c', 'listen_addresses=127.0.0.1'],
    ...['-c', `unix_socket_directories=${folder}`],
    ...['-c', 'max_connections=200'],
  ];
  const spec = {
    name: 'postgres',
    command: join(bin, 'postgres'),
    args: ['-D', data, '-p', String(port), ...settings],
    cwd: folder,
    ...user,
    isReady: ({ log }) => log.includes('ready to accept connections'),
  };
  const remove = () => rm(folder, { recursive: true, force: true });
  return { env: envOf(port), spec, remove };
}

/** The server that `PGHOST` names, as its `PG*` variables. */
export function chosenPostgres() {
  if (!process.env.PGHOST) {
    return undefined;
  }
  const names = ['PGHOST', 'PGPORT', 'PGUSER', 'PGPASSWORD', 'PGDATABASE'];
  const set = names.filter(name => process.env[name]);
  return Object.fromEntries(set.map(name => [name, process.env[name]]));
}

/**
 * A PostgreSQL for the tests: the chosen one, or one started for them.
 * Undefined where there is none and none can be had.
 */
export async function startPostgres() {
  const chosen = chosenPostgres();
  if (chosen) {
    return { env: chosen, stop: async () => {} };
  }
  const bin = await findOrInstallServer();
  return bin ? startServer(bin) : undefined;
}

/** The same server as one connection string. */
export function connectionString({ PGHOST, PGPORT, PGUSER, PGPASSWORD = '' }) {
  const url = new URL(`postgresql://${PGHOST}:${PGPORT ?? 5432}`);
  url.username = PGUSER ?? USER;
  url.password = PGPASSWORD;
  return url.href;
}

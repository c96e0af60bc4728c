import { createServer } from 'node:net';

/** The ports of the house: what each is for, and what changes it. */
const knownPorts = [
  {
    key: 'frontend',
    what: 'the frontend',
    variable: 'FRONTEND_PORT',
    usual: 3000,
  },
  {
    key: 'backend',
    what: 'the backend',
    variable: 'BACKEND_PORT',
    usual: 7007,
  },
  {
    key: 'signIn',
    what: 'the sign-in provider',
    variable: 'SIGN_IN_PORT',
    usual: 7008,
  },
  { key: 'temporal', what: 'Temporal', variable: 'TEMPORAL_PORT', usual: 7233 },
  {
    key: 'temporalUi',
    what: "Temporal's web page",
    variable: 'TEMPORAL_UI_PORT',
    usual: 8233,
  },
];

/** The port of each process, from its environment variable or the usual one. */
export function readPorts(env) {
  return Object.fromEntries(
    knownPorts.map(({ key, variable, usual }) => {
      const port = Number(env[variable] || usual);
      if (!Number.isInteger(port) || port < 1 || port > 65535) {
        throw new Error(
          `${variable} is '${env[variable]}', but must be a port from 1 to 65535`,
        );
      }
      return [key, port];
    }),
  );
}

function listens(port, host) {
  return new Promise(resolve => {
    const server = createServer();
    server.once('error', error => resolve(error.code === 'EADDRINUSE'));
    server.listen({ port, host, exclusive: true }, () =>
      server.close(() => resolve(false)),
    );
  });
}

/** Whether something listens on this port already. */
export async function isTaken(port) {
  for (const host of ['127.0.0.1', '::1', '::']) {
    if (await listens(port, host)) {
      return true;
    }
  }
  return false;
}

/** Throws when a port that is needed is taken, and says how to change it. */
export async function demandFree(ports, keys) {
  const problems = [];
  for (const { key, what, variable } of knownPorts) {
    if (keys.includes(key) && (await isTaken(ports[key]))) {
      problems.push(
        `  port ${ports[key]} of ${what} is in use; choose another with ${variable}=<port>`,
      );
    }
  }
  if (problems.length > 0) {
    throw new Error(`Can't start:\n${problems.join('\n')}`);
  }
}

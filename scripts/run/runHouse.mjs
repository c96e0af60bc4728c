import { join } from 'node:path';
import { installPackages } from '../setup/packages.mjs';
import { dataDir } from '../setup/places.mjs';
import { chosenPostgres } from '../setup/postgres.mjs';
import { say, step } from '../setup/progress.mjs';
import { readSecrets } from '../setup/secrets.mjs';
import { findTemporal } from '../setup/temporal.mjs';
import { describeHouse } from './house.mjs';
import { demandFree, readPorts } from './ports.mjs';
import { Process } from './Process.mjs';
import { accepts } from './readiness.mjs';
import { welcome } from './welcome.mjs';

/** The Temporal to use: one that runs at TEMPORAL_ADDRESS, or one to start. */
async function chooseTemporal() {
  const temporalAddress = process.env.TEMPORAL_ADDRESS;
  if (!temporalAddress) {
    return { temporalCli: await findTemporal() };
  }
  if (!(await accepts(temporalAddress))) {
    throw new Error(
      `Nothing answers at TEMPORAL_ADDRESS=${temporalAddress}. Start Temporal there, or unset the variable to have one started.`,
    );
  }
  say(`- Using the Temporal at ${temporalAddress}`);
  return { temporalAddress };
}

/** Which processes start together: each group waits for the one before. */
function startingOrder({ temporalAddress }) {
  return [
    temporalAddress ? ['signIn'] : ['temporal', 'signIn'],
    ['backend', 'frontend'],
    ['worker'],
  ];
}

async function startAll(processes, order) {
  for (const group of order) {
    await step(`Starting ${group.join(', ')}`, {}, () =>
      Promise.all(group.map(key => processes[key].start())),
    );
  }
}

function stopRequested() {
  return new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, () => resolve());
    }
  });
}

function firstDeath(processes) {
  return Promise.race(
    Object.values(processes).map(async each => {
      throw new Error(each.tell(await each.died));
    }),
  );
}

/**
 * Sets up what is missing, runs the whole house until Ctrl-C, and stops it.
 * Resolves to the exit code.
 */
export async function runHouse() {
  const ports = readPorts(process.env);
  const needed = Object.keys(ports).filter(
    key => !(process.env.TEMPORAL_ADDRESS && key.startsWith('temporal')),
  );
  await demandFree(ports, needed);
  await installPackages();
  const temporal = await chooseTemporal();
  const secrets = await readSecrets();
  const postgres = chosenPostgres();
  const specs = describeHouse({
    ports,
    dataDir,
    secrets,
    postgres,
    ...temporal,
  });
  const order = startingOrder(temporal);
  const processes = Object.fromEntries(
    order
      .flat()
      .map(key => [key, new Process(specs[key], join(dataDir, 'logs'))]),
  );
  const stop = stopRequested();
  try {
    const started = startAll(processes, order).then(() => {
      welcome(ports, temporal);
      return stop;
    });
    await Promise.race([started, stop, firstDeath(processes)]);
    return 0;
  } finally {
    say('\nStopping everything ...');
    await Promise.all(Object.values(processes).map(each => each.stop()));
    say('Stopped.');
  }
}

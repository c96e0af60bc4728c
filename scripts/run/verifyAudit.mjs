import { spawn } from 'node:child_process';
import { installPackages } from '../setup/packages.mjs';
import { dataDir } from '../setup/places.mjs';
import { chosenPostgres } from '../setup/postgres.mjs';
import { readSecrets } from '../setup/secrets.mjs';
import { describeHouse } from './house.mjs';
import { readPorts } from './ports.mjs';

const COULD_NOT = 2;

async function describeAudit() {
  await installPackages();
  const { audit } = describeHouse({
    ports: readPorts(process.env),
    dataDir,
    secrets: await readSecrets(),
    postgres: chosenPostgres(),
  });
  return audit;
}

/**
 * Verifies the audit of the house that `npm start` runs or ran. Resolves to the
 * exit code of the command, in which 1 says that something was changed.
 */
export async function verifyAudit(words) {
  try {
    const { command, args, cwd, env } = await describeAudit();
    const child = spawn(command, [...args, ...words], {
      cwd,
      env: { ...process.env, ...env },
      stdio: 'inherit',
    });
    return await new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', code => resolve(code ?? COULD_NOT));
    });
  } catch (error) {
    console.error(`\n${error.message}`);
    return COULD_NOT;
  }
}

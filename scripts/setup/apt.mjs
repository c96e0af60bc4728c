import { findOnPath, plainEnv, run } from './commands.mjs';

/** Whether missing programs can be installed here without asking anybody. */
export async function canInstall() {
  return (
    process.getuid?.() === 0 && (await findOnPath('apt-get')) !== undefined
  );
}

/** Installs Debian packages. */
export async function aptInstall(...names) {
  const env = { ...plainEnv(), DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update'], { env });
  await run('apt-get', ['install', '-y', '--no-install-recommends', ...names], {
    env,
  });
}

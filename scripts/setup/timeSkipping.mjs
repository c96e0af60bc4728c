import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { aptInstall, canInstall } from './apt.mjs';
import { findOnPath, isExecutable, run } from './commands.mjs';
import { digestOf } from './digest.mjs';
import { cacheDir } from './places.mjs';
import { step } from './progress.mjs';

const pom = fileURLToPath(new URL('time-skipping/pom.xml', import.meta.url));

async function findMaven() {
  const find = async () => ({
    mvn: await findOnPath('mvn'),
    java: await findOnPath('java'),
  });
  const found = await find();
  if ((found.mvn && found.java) || !(await canInstall())) {
    return found;
  }
  await step("Installing Debian's Maven", { expect: '1 min' }, () =>
    aptInstall('maven', 'default-jre-headless'),
  );
  return find();
}

/** Starts quickly: the SDK waits five seconds for it. */
function scriptFor(java, lib) {
  return `#!/bin/sh
exec "${java}" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "${lib}/*" io.temporal.testserver.TestServer "$@"
`;
}

/**
 * The executable of Temporal's test server, whose clock skips what workflows
 * wait for. It is a Java program from Maven Central, fetched once.
 */
export async function findTimeSkipping() {
  const digest = await digestOf([pom]);
  const home = join(cacheDir, `time-skipping-${digest.slice(0, 16)}`);
  const executable = join(home, 'server');
  if (await isExecutable(executable)) {
    return executable;
  }
  const { mvn, java } = await findMaven();
  if (!mvn || !java) {
    throw new Error(
      'Deadlines of days are tested with a Java program, and there is no Java or no Maven to fetch it. Install both (Debian: `sudo apt-get install maven default-jre-headless`) and try again.',
    );
  }
  const lib = join(home, 'lib');
  await mkdir(lib, { recursive: true });
  await step(
    "Fetching Temporal's time-skipping server",
    { expect: '40 s' },
    () =>
      run(mvn, [
        ...['-q', '-B', '-f', pom, 'dependency:copy-dependencies'],
        ...[`-DoutputDirectory=${lib}`, '-DincludeScope=runtime'],
      ]),
  );
  await writeFile(executable, scriptFor(java, lib));
  await chmod(executable, 0o755);
  return executable;
}

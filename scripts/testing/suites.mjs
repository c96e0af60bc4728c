import { glob, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { dataDir, root } from '../setup/places.mjs';
import { countsIn, countsOfJest, countsOfTap, settle, sum } from './counts.mjs';
import { runRunner } from './runner.mjs';

const reports = join(dataDir, 'reports');
// What has a server of its own that knows who calls.
const secure = 'packages/e2e/src/secure/**/*.test.ts';
const bin = name => join(root, 'node_modules', '.bin', name);

async function newReport(name) {
  const file = join(reports, name);
  await mkdir(reports, { recursive: true });
  await rm(file, { force: true });
  return file;
}

/** A tool that only says yes or no counts as one test. */
function oneCheck(command, args) {
  return async () => {
    const { endedWell } = await runRunner(process.execPath, [command, ...args]);
    return endedWell ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  };
}

async function checks() {
  const folder = join(root, 'scripts', 'checks');
  const counts = [];
  for (const name of (await readdir(folder)).sort()) {
    if (name.endsWith('.mjs') && !name.endsWith('.test.mjs')) {
      const ran = await runRunner(process.execPath, [join(folder, name)]);
      const found = countsIn(ran.output);
      // Rules that a check imports stand beside it, and say nothing.
      const isRule = ran.endedWell && ran.output === '';
      counts.push(isRule ? found : settle(found, ran.endedWell));
    }
  }
  return settle(sum(counts), true);
}

async function nodeTests(name, { pattern, exclude = [] }, env) {
  const files = [];
  for await (const file of glob(pattern, { cwd: root, exclude })) {
    files.push(file);
  }
  const report = await newReport(`${name}.tap`);
  const { endedWell } = await runRunner(
    process.execPath,
    [
      '--test',
      '--test-concurrency=1',
      '--test-reporter=spec',
      '--test-reporter-destination=stdout',
      '--test-reporter=tap',
      `--test-reporter-destination=${report}`,
      ...files.sort(),
    ],
    env,
  );
  const tap = await readFile(report, 'utf8').catch(() => '');
  return settle(countsOfTap(tap), endedWell);
}

async function jestTests(env) {
  const report = await newReport('units.json');
  const { endedWell } = await runRunner(
    process.execPath,
    [bin('backstage-cli'), 'repo', 'test', '--json', `--outputFile=${report}`],
    { CI: '1', ...env },
  );
  const text = await readFile(report, 'utf8').catch(() => undefined);
  const counts = text
    ? countsOfJest(JSON.parse(text))
    : { passed: 0, failed: 0 };
  return settle(counts, endedWell);
}

/**
 * Every suite by name, in the order they run: what it `needs` beside the npm
 * packages, and how to run it. Each resolves to `{ passed, failed }`.
 */
export const suites = {
  tsc: { needs: [], run: oneCheck(bin('tsc'), ['-p', root, '--noEmit']) },
  lint: { needs: [], run: oneCheck(bin('backstage-cli'), ['repo', 'lint']) },
  format: { needs: [], run: oneCheck(bin('prettier'), ['--check', root]) },
  checks: { needs: [], run: checks },
  scripts: {
    needs: [],
    run: () => nodeTests('scripts', { pattern: 'scripts/**/*.test.mjs' }, {}),
  },
  units: { needs: ['temporal', 'timeSkipping', 'postgres'], run: jestTests },
  journeys: {
    needs: ['temporal', 'postgres', 'chromium', 'bundle', 'python'],
    run: env =>
      nodeTests(
        'journeys',
        { pattern: 'packages/e2e/src/**/*.test.ts', exclude: [secure] },
        env,
      ),
  },
  secure: {
    needs: ['temporalServer', 'chromium', 'bundle'],
    run: env => nodeTests('secure', { pattern: secure }, env),
  },
};

/**
 * The API reports of all plugins and the SQL reports of their migrations are
 * those of the code. `--write` makes them so.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tell } from './findings.mjs';
import { reportFindings, saysTheSame } from './reportRules.mjs';
import { root } from './sources.mjs';

const plugins = readdirSync(join(root, 'plugins')).map(
  name => `plugins/${name}`,
);

function run(script, args) {
  const file = join(root, 'node_modules', script);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [file, ...args],
    { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (status !== 0) {
    console.log(`${stdout}\n${stderr}`.trim());
    console.log(`reports: ${script} ended with ${status}, see above`);
    console.log('reports: 0 passed, 1 failed');
    process.exit(1);
  }
}

function readReports() {
  const paths = plugins.flatMap(plugin =>
    readdirSync(join(root, plugin))
      .filter(name => /^report.*\.(api|sql)\.md$/.test(name))
      .map(name => `${plugin}/${name}`),
  );
  return new Map(
    paths.map(path => [path, readFileSync(join(root, path), 'utf8')]),
  );
}

/** Puts a report back unless the new one says something else. */
function keepOld(before, after) {
  for (const [path, text] of before) {
    if (saysTheSame(text, after.get(path))) {
      writeFileSync(join(root, path), text);
    }
  }
}

function restore(before, after) {
  for (const path of after.keys()) {
    if (!before.has(path)) {
      rmSync(join(root, path));
    }
  }
  for (const [path, text] of before) {
    if (after.get(path) !== text) {
      writeFileSync(join(root, path), text);
    }
  }
}

function makeReports() {
  run('typescript/bin/tsc', [
    '-p',
    '.',
    '--incremental',
    'false',
    '--pretty',
    'false',
  ]);
  run('@backstage/repo-tools/bin/backstage-repo-tools', [
    'api-reports',
    '--sql-reports',
    '--allow-all-warnings',
    // Both say nothing about the API: workspaces are read as source on purpose,
    // and members without words of their own are marked in the report itself.
    '--omit-messages',
    'ae-wrong-input-file-type,ae-undocumented',
    ...plugins,
  ]);
  return readReports();
}

const isWriting = process.argv.includes('--write');
const before = readReports();
const after = makeReports();
if (isWriting) {
  keepOld(before, after);
} else {
  restore(before, after);
}
const findings = reportFindings(isWriting ? after : before, after);
tell('reports', new Set([...before.keys(), ...after.keys()]).size, findings);

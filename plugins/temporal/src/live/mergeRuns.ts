import type { Run, RunPage } from 'backstage-plugin-temporal-common';
import type { RunListState } from './RunList';

type Loaded = Pick<RunListState, 'ids' | 'runs' | 'nextCursor'>;

/** Puts one run into the list: in its place, or on top if it is new. */
export function withRun(loaded: Loaded, run: Run): Loaded {
  const ids = loaded.runs.has(run.id) ? loaded.ids : [run.id, ...loaded.ids];
  return { ...pick(loaded), ids, runs: mergeRuns(loaded.runs, [run]) };
}

/** Takes one run out of the list. */
export function withoutRun(loaded: Loaded, { id }: Run): Loaded {
  const runs = new Map(loaded.runs);
  runs.delete(id);
  return { ...pick(loaded), ids: loaded.ids.filter(each => each !== id), runs };
}

/**
 * Lays the newest page over what is loaded. Runs that were `added` after the
 * page was made stay on top, and pages loaded before stay below. Whatever else
 * the page should have, but has not, is no longer one of the list.
 */
export function mergeNewest(
  loaded: Loaded,
  page: RunPage,
  added: ReadonlySet<string>,
): Loaded {
  const above = new Set([
    ...loaded.ids.filter(id => added.has(id)),
    ...page.items.map(run => run.id),
  ]);
  const below = idsBelow(loaded, page).filter(id => !above.has(id));
  const ids = new Set([...above, ...below]);
  const runs = mergeRuns(loaded.runs, page.items);
  return {
    ids: [...ids],
    runs: new Map([...runs].filter(([id]) => ids.has(id))),
    nextCursor: below.length > 0 ? loaded.nextCursor : page.nextCursor,
  };
}

/**
 * What is loaded and older than the page. Where none of the page was known,
 * nobody knows what lies between, and the list begins anew.
 */
function idsBelow(loaded: Loaded, page: RunPage): readonly string[] {
  const oldest = page.items.at(-1);
  if (!oldest || page.nextCursor === undefined) {
    return [];
  }
  return page.items.some(({ id }) => loaded.runs.has(id))
    ? loaded.ids.filter(id => isOlder(loaded.runs.get(id), oldest))
    : [];
}

function isOlder(run: Run | undefined, than: Run): boolean {
  return run !== undefined && run.requestedAt <= than.requestedAt;
}

/** Adds the page that `nextCursor` led to. */
export function mergeOlder(loaded: Loaded, page: RunPage): Loaded {
  const ids = new Set([...loaded.ids, ...page.items.map(run => run.id)]);
  return {
    ids: [...ids],
    runs: mergeRuns(loaded.runs, page.items),
    nextCursor: page.nextCursor,
  };
}

function mergeRuns(
  known: ReadonlyMap<string, Run>,
  seen: readonly Run[],
): ReadonlyMap<string, Run> {
  const merged = new Map(known);
  for (const run of seen) {
    merged.set(run.id, newerOf(known.get(run.id), run));
  }
  return merged;
}

/** An answer that was overtaken does not undo a newer one, nor redraw a row. */
function newerOf(known: Run | undefined, seen: Run): Run {
  if (!known || seen.version > known.version) {
    return seen;
  }
  const same = JSON.stringify(known) === JSON.stringify(seen);
  return same || seen.version < known.version ? known : seen;
}

function pick({ ids, runs, nextCursor }: Loaded): Loaded {
  return { ids, runs, nextCursor };
}

import type { Run, RunPage } from 'backstage-plugin-temporal-common';
import type { RunListState } from './RunList';

type Loaded = Pick<RunListState, 'ids' | 'runs' | 'nextCursor'>;

/** Puts one run into the list: in its place, or on top if it is new. */
export function withRun(loaded: Loaded, run: Run): Loaded {
  const ids = loaded.runs.has(run.id) ? loaded.ids : [run.id, ...loaded.ids];
  return { ...pick(loaded), ids, runs: mergeRuns(loaded.runs, [run]) };
}

/**
 * Lays the newest page over what is loaded. Runs that were started after the
 * page was made stay on top, and pages loaded before stay below.
 */
export function mergeNewest(loaded: Loaded, page: RunPage): Loaded {
  const fresh = new Set(page.items.map(run => run.id));
  const known = page.items.reduce(
    (most, run) => Math.max(most, run.version),
    0,
  );
  const started = loaded.ids.filter(
    id => !fresh.has(id) && (loaded.runs.get(id)?.version ?? 0) > known,
  );
  const above = new Set([...started, ...fresh]);
  const below = loaded.ids.filter(id => !above.has(id));
  const ids = [...above, ...below];
  return {
    ids,
    runs: mergeRuns(loaded.runs, page.items),
    nextCursor: below.length > 0 ? loaded.nextCursor : page.nextCursor,
  };
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

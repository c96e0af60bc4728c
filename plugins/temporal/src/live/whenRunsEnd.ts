import { isFinished, type Run } from 'backstage-plugin-temporal-common';
import type { RunList, RunListState } from './RunList';

const GATHER_MS = 5_000;

/**
 * Calls back some time after runs of the list have ended, once for all that end
 * within `gatherMs` of the first. A run that ends may leave the list by it.
 */
export function whenRunsEnd(
  list: RunList,
  onEnd: () => void,
  gatherMs = GATHER_MS,
): () => void {
  let open = openIn(list.state.get());
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = list.state.subscribe(() => {
    const before = open;
    open = openIn(list.state.get());
    if (before.every(id => open.includes(id))) {
      return;
    }
    timer ??= setTimeout(() => {
      timer = undefined;
      onEnd();
    }, gatherMs);
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
}

function openIn({ runs }: RunListState): readonly string[] {
  return [...runs.values()].filter(isOpen).map(({ id }) => id);
}

function isOpen({ status }: Run): boolean {
  return !isFinished(status);
}

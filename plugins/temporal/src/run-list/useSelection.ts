import { isFinished, type Run } from 'backstage-plugin-temporal-common';
import { useMemo, useState } from 'react';

/** Which of the listed runs are selected; those that are over can't be. */
export interface Selection {
  readonly runs: readonly Run[];
  readonly selected: ReadonlySet<string>;
  /** The ids of the runs that can't be selected. */
  readonly over: ReadonlySet<string>;
  readonly select: (ids: 'all' | Iterable<string>) => void;
}

export function useSelection(listed: readonly Run[]): Selection {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  return useMemo(() => {
    const open = listed.filter(({ status }) => !isFinished(status));
    const over = listed.filter(({ status }) => isFinished(status));
    const runs = open.filter(({ id }) => chosen.has(id));
    return {
      runs,
      selected: idsOf(runs),
      over: idsOf(over),
      select: ids => setChosen(ids === 'all' ? idsOf(open) : new Set(ids)),
    };
  }, [listed, chosen]);
}

function idsOf(runs: readonly Run[]): ReadonlySet<string> {
  return new Set(runs.map(({ id }) => id));
}

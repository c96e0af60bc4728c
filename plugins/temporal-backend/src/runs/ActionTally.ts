import type {
  ActionFigures,
  RunFigures,
  RunStatus,
} from 'backstage-plugin-temporal-common';
import type { Knex } from 'knex';
import { distinctRefs } from './distinctRefs';
import { date, type RunRow } from './ledgerRow';
import { selectRuns, type RunSelection } from './selectRuns';

/** How many runs of each action are looked at. */
const LATEST = 100;

/** How runs end that began: what nobody approved did neither well nor badly. */
const ENDINGS: readonly RunStatus[] = [
  'succeeded',
  'failed',
  'cancelled',
  'terminated',
  'timed-out',
];

const COLUMNS = [
  'action_title',
  'status',
  'started_at',
  'approved_at',
  'closed_at',
] as const;

type Ended = Pick<RunRow, (typeof COLUMNS)[number]>;

/** Tells how the latest runs of each action went. */
export class ActionTally {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async of(selection: RunSelection): Promise<RunFigures> {
    const { action } = selection.filters;
    const refs = action
      ? [action]
      : await distinctRefs(this.#knex, 'action_ref');
    // What was started elsewhere is of no action.
    const items: ActionFigures[] = [];
    for (const ref of refs.filter(Boolean)) {
      const ended = await this.#latest(selection, ref);
      if (ended.length > 0) items.push(figuresOf(ref, ended));
    }
    return { latest: LATEST, items };
  }

  async #latest(
    { filters, criteria }: RunSelection,
    action: string,
  ): Promise<readonly Ended[]> {
    const selection = { filters: { ...filters, action }, criteria };
    return selectRuns(this.#knex, selection, { limit: LATEST })
      .whereIn('runs.status', [...ENDINGS])
      .select(COLUMNS.map(column => `runs.${column}`));
  }
}

function figuresOf(ref: string, ended: readonly Ended[]): ActionFigures {
  const succeeded = ended.filter(({ status }) => status === 'succeeded');
  const took = succeeded.flatMap(tookMs).sort((a, b) => a - b);
  return {
    action: { ref, title: ended[0].action_title },
    finished: ended.length,
    succeeded: succeeded.length,
    usualMs: took[Math.floor(took.length / 2)],
  };
}

/** Waiting for an approval is not the action's work. */
function tookMs({ approved_at, closed_at, started_at }: Ended): number[] {
  const begun = date(approved_at ?? started_at);
  const ended = date(closed_at);
  return begun && ended ? [ended.getTime() - begun.getTime()] : [];
}

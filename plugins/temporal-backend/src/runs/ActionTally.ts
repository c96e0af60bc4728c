import type {
  ActionFigures,
  RunFigures,
  RunStatus,
} from 'backstage-plugin-temporal-common';
import type { Knex } from 'knex';
import { distinctRefs } from './distinctRefs';
import { date, type RunRow } from './ledgerRow';
import { fewRuns, sizeOf } from './fewRuns';
import { selectRuns, type Piece, type RunSelection } from './selectRuns';

/** How many runs of each action are looked at. */
const LATEST = 100;

/** Among how many, where each action can't be looked up by its index alone. */
const LATEST_OF_ALL = 2_000;

/** With more to take in, a query for each action takes too long. */
const SMALL_SIGHT = 500;

/** How runs ended that never began: that is neither well nor badly. */
const NEVER_BEGAN: readonly RunStatus[] = ['rejected', 'expired', 'withdrawn'];

const COLUMNS = [
  'action_ref',
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
    const { action, from, to, ...others } = selection.filters;
    const filtered = Object.values(others).some(value => value !== undefined);
    const { criteria } = selection;
    const wide = criteria !== undefined && sizeOf(criteria) > SMALL_SIGHT;
    const few = await fewRuns(this.#knex, selection);
    const ended =
      few || filtered || wide
        ? await this.#latest(selection, { few, limit: LATEST_OF_ALL })
        : await this.#latestOfEach(selection);
    const items = [...byAction(ended)]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([ref, all]) => figuresOf(ref, all.slice(0, LATEST)));
    return { latest: LATEST, items };
  }

  /** By the index of each action, however seldom it is run. */
  async #latestOfEach({
    filters,
    criteria,
  }: RunSelection): Promise<readonly Ended[]> {
    const { action } = filters;
    const refs = action
      ? [action]
      : await distinctRefs(this.#knex, 'action_ref');
    const ended: Ended[] = [];
    for (const ref of refs.filter(Boolean)) {
      const selection = { filters: { ...filters, action: ref }, criteria };
      ended.push(...(await this.#latest(selection, { limit: LATEST })));
    }
    return ended;
  }

  async #latest(
    selection: RunSelection,
    piece: Piece,
  ): Promise<readonly Ended[]> {
    return (
      selectRuns(this.#knex, selection, piece)
        .whereNotNull('runs.closed_at')
        .whereNotIn('runs.status', [...NEVER_BEGAN])
        // What was started elsewhere is of no action.
        .whereNot('runs.action_ref', '')
        .select(COLUMNS.map(column => `runs.${column}`))
    );
  }
}

function byAction(ended: readonly Ended[]): Map<string, Ended[]> {
  const actions = new Map<string, Ended[]>();
  for (const run of ended) {
    const others = actions.get(run.action_ref);
    if (others) others.push(run);
    else actions.set(run.action_ref, [run]);
  }
  return actions;
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

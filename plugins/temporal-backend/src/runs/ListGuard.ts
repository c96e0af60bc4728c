import type { Entity } from '@backstage/catalog-model';
import type {
  ExportRunsRequest,
  ListRunsRequest,
  Run,
  RunFigures,
  RunFilters,
  RunPage,
} from 'backstage-plugin-temporal-common';
import type { AuditTrail } from '../audit/AuditTrail';
import type { CatalogSight } from '../catalog/CatalogSight';
import type { Caller } from '../identity/Caller';
import { decided } from '../policy/decided';
import type { RunPolicy } from '../policy/RunPolicy';
import type { ActionTally } from './ActionTally';
import { toExported, type ExportedRun } from './ExportedRun';
import type { ListedRun } from './ListedRun';
import { presentRun } from './presentRun';
import type { RunList } from './RunList';
import type { RunSight, Sight } from './RunSight';
import { sendCounted, type SendRecords } from './SendRecords';

/** The guard for lists: of each run in them the caller may see that it exists. */
export class ListGuard {
  readonly #sight: RunSight;
  readonly #lists: RunList;
  readonly #tally: ActionTally;
  readonly #catalog: CatalogSight;
  readonly #policy: RunPolicy;
  readonly #audit: AuditTrail;

  constructor(
    deps: {
      lists: RunList;
      tally: ActionTally;
      catalogSight: CatalogSight;
      policy: RunPolicy;
      audit: AuditTrail;
    },
    sight: RunSight,
  ) {
    this.#sight = sight;
    this.#lists = deps.lists;
    this.#tally = deps.tally;
    this.#catalog = deps.catalogSight;
    this.#policy = deps.policy;
    this.#audit = deps.audit;
  }

  async list(request: ListRunsRequest, caller: Caller): Promise<RunPage> {
    const { limit, cursor, ...filters } = request;
    const sight = await this.#sight.visible(filters.entityRef, caller);
    const selection = { filters, criteria: sight.visible.criteria };
    const page = await this.#lists.page(selection, { limit, cursor });
    const items = await this.#present(page.items, sight, caller);
    return { items, nextCursor: page.nextCursor };
  }

  async figures(filters: RunFilters, caller: Caller): Promise<RunFigures> {
    const { visible } = await this.#sight.visible(filters.entityRef, caller);
    return this.#tally.of({ filters, criteria: visible.criteria });
  }

  async export(
    { format, ...filters }: ExportRunsRequest,
    caller: Caller,
    send: SendRecords<ExportedRun>,
  ): Promise<void> {
    const { entityRef: target, status } = filters;
    const asked = { ...filters, status: status?.join(',') };
    const meta = { target, format, filters: asked };
    const attempt = { event: 'run-export', caller, meta } as const;
    await this.#audit.record(attempt, async note => {
      const { visible } = await this.#sight.findVisible(target, caller);
      note.allow({ allowed: true });
      const { criteria } = visible;
      const all = exported(this.#lists.all({ filters, criteria }));
      await sendCounted(all, send, runs => note.add({ runs }));
    });
  }

  /** Only progress may quote what went in; few runs of a page have any. */
  async #present(
    runs: readonly ListedRun[],
    { who }: Sight,
    caller: Caller,
  ): Promise<readonly Run[]> {
    const going = runs.filter(({ progress }) => progress);
    const refs = going.map(({ target }) => target.entityRef);
    const targets: ReadonlyMap<string, Entity> = await this.#catalog.seenBy(
      caller,
      refs,
    );
    const inFull = new Set<string>();
    for (const run of going) {
      const target = targets.get(run.target.entityRef);
      const may = await decided(this.#policy.maySeePayloads(who, run, target));
      if (may.allowed) inFull.add(run.id);
    }
    return runs.map(run => presentRun(run, inFull.has(run.id)));
  }
}

async function* exported(runs: AsyncIterable<ListedRun>) {
  for await (const run of runs) yield toExported(run);
}

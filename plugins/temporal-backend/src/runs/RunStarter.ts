import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError, ServiceUnavailableError } from '@backstage/errors';
import { setTimeout as delay } from 'node:timers/promises';
import { aboutRun } from '../telemetry/aboutRun';
import type { RunSecrets } from '../secrets/RunSecrets';
import { hadNoEffect, unavailable } from '../temporal/errors';
import {
  NotOursError,
  startWorkflow,
  type StartOptions,
} from '../temporal/startWorkflow';
import type { TemporalNamespaces } from '../temporal/TemporalNamespaces';
import type { RunDraft } from './RunDraft';
import type { LedgerRun, RunLedger } from './RunLedger';
import { isSameRequest } from './isSameRequest';
import type { RunSettler } from './RunSettler';
import { standInLine } from './standInLine';

/** Longer than any start may take, so that two never start at once. */
export const LEASE_MS = 12_000;
const LOOK_AGAIN_MS = 50;

/** A run, and whether this request created it. */
export interface StartedRun {
  readonly run: LedgerRun;
  readonly created: boolean;
}

/** Starts each run once, however often it is asked for. */
export class RunStarter {
  readonly #temporal: TemporalNamespaces;
  readonly #ledger: RunLedger;
  readonly #secrets: RunSecrets;
  readonly #settler: RunSettler;
  readonly #logger: LoggerService;
  readonly #searchAttributes: StartOptions['searchAttributes'];
  readonly #pageUrl: (runId: string) => string;

  constructor(deps: {
    temporal: TemporalNamespaces;
    ledger: RunLedger;
    secrets: RunSecrets;
    settler: RunSettler;
    logger: LoggerService;
    searchAttributes: StartOptions['searchAttributes'];
    pageUrl: (runId: string) => string;
  }) {
    this.#temporal = deps.temporal;
    this.#ledger = deps.ledger;
    this.#secrets = deps.secrets;
    this.#settler = deps.settler;
    this.#logger = deps.logger;
    this.#searchAttributes = deps.searchAttributes;
    this.#pageUrl = deps.pageUrl;
  }

  /**
   * Writes the row, then asks Temporal.
   * @throws ConflictError if the request key was used for something else, or
   *   another run holds the target
   * @throws ServiceUnavailableError if Temporal did not start it; the message
   *   says whether it may have
   */
  async start(draft: RunDraft): Promise<StartedRun> {
    const now = new Date();
    const leaseUntil = new Date(now.getTime() + LEASE_MS);
    const inserted = await this.#ledger.insert({
      ...draft,
      requestedAt: now,
      leaseUntil,
    });
    switch (inserted.outcome) {
      case 'inserted':
        return { run: await this.#launch(inserted.run, true), created: true };
      case 'repeated':
        return { run: await this.#repeat(draft, inserted.run), created: false };
      default:
        return this.#standInLine(draft, inserted.run);
    }
  }

  async #repeat(draft: RunDraft, run: LedgerRun): Promise<LedgerRun> {
    if (!(await isSameRequest(this.#secrets, draft, run))) {
      throw new ConflictError(
        `requestKey ${draft.requestKey} was used for run ${run.id} with another action, target, input or reason; choose a new requestKey`,
      );
    }
    const known = await this.#outcomeOfLease(run);
    if (known.status !== 'requested') return known;
    const now = new Date();
    if (known.startBy < now) return this.#findOut(known);
    const leaseUntil = new Date(now.getTime() + LEASE_MS);
    const ours = await this.#ledger.renewLease(run.id, leaseUntil);
    return ours
      ? this.#launch({ ...known, leaseUntil }, false)
      : this.#repeat(draft, known);
  }

  /** Too late to start it: whether it was started is all there is to learn. */
  async #findOut(run: LedgerRun): Promise<LedgerRun> {
    try {
      await this.#settler.settle(run);
    } catch (error) {
      throw unavailable(`Whether run ${run.id} started is not known`, error);
    }
    return (await this.#ledger.get(run.id)) ?? run;
  }

  /** Waits for whoever is starting it, or until they must be dead. */
  async #outcomeOfLease(run: LedgerRun): Promise<LedgerRun> {
    let known = run;
    // The lease was written by a clock that may be ahead of ours.
    const patience = Date.now() + LEASE_MS;
    while (known.status === 'requested' && known.leaseUntil > new Date()) {
      if (Date.now() > patience) {
        throw new ServiceUnavailableError(
          `Run ${run.id} is being started; send the same request again to find out`,
        );
      }
      await delay(LOOK_AGAIN_MS);
      const now = await this.#ledger.get(run.id);
      if (!now) {
        throw new ServiceUnavailableError(
          'Nothing was started: Temporal refused or can’t be reached; send the request again',
        );
      }
      known = now;
    }
    return known;
  }

  async #standInLine(draft: RunDraft, holder: LedgerRun): Promise<StartedRun> {
    const parts = { settler: this.#settler, logger: this.#logger };
    await standInLine(parts, holder, draft);
    return this.start(draft);
  }

  async #launch(run: LedgerRun, fresh: boolean): Promise<LedgerRun> {
    try {
      const firstExecutionRunId = await startWorkflow(
        this.#temporal.of(run),
        run,
        {
          searchAttributes: this.#searchAttributes,
          pageUrl: this.#pageUrl(run.id),
        },
      );
      await this.#ledger.started(run.id, firstExecutionRunId);
    } catch (error) {
      await this.#explain(run, fresh, error);
    }
    return (await this.#ledger.get(run.id)) ?? run;
  }

  async #explain(
    run: LedgerRun,
    fresh: boolean,
    error: unknown,
  ): Promise<never> {
    if (error instanceof NotOursError) {
      const failure = { message: error.message, type: 'ConflictError' };
      const end = { closedAt: new Date(), timeline: [], failure };
      await this.#ledger.close(run, { ...end, status: 'failed' });
      throw new ConflictError(error.message);
    }
    // An earlier try of a resumed run may have had an effect that this one had not.
    if (fresh && hadNoEffect(error)) {
      await this.#ledger.discard(run.id, run.leaseUntil);
      throw unavailable('Nothing was started', error);
    }
    await this.#ledger.releaseLease(run.id, run.leaseUntil);
    aboutRun(this.#logger, run.id).warn(
      `Starting run ${run.id} got no clear answer`,
      {
        error: String(error),
      },
    );
    throw new ServiceUnavailableError(
      `Temporal did not answer in time, so run ${run.id} may have started. Send the same request again to find out`,
    );
  }
}

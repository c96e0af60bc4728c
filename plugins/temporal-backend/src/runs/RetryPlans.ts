import { isFinished, type RetryPlan } from 'backstage-plugin-temporal-common';
import { describeRun, isOfChain } from '../temporal/describeRun';
import { isNotFound } from '../temporal/errors';
import { readTrail } from '../temporal/readTrail';
import { retryPoint } from '../temporal/retryPoint';
import { runStatusOf, statusName } from '../temporal/statuses';
import type { TemporalNamespaces } from '../temporal/TemporalNamespaces';
import type { ResetPoint } from './RunAttempt';
import type { LedgerRun } from './RunLedger';
import type { RunNow } from './Sightings';

const REMEMBERED = 200;

/** Where a retry goes on, or why there is no such place, as a sentence. */
export type PlannedRetry =
  | { readonly plan: RetryPlan; readonly point: ResetPoint }
  | { readonly refused: string };

/**
 * Where finished runs would go on. What has ended does not change, so each
 * history is read once.
 */
export class RetryPlans {
  readonly #temporal: TemporalNamespaces;
  readonly #known = new Map<string, PlannedRetry>();

  constructor(temporal: TemporalNamespaces) {
    this.#temporal = temporal;
  }

  /** For a page. @throws if Temporal can't be asked */
  async of(run: LedgerRun): Promise<PlannedRetry> {
    return this.#known.get(keyOf(run)) ?? this.now(run);
  }

  /**
   * For the deed: somebody may have had the run go on by other means since.
   * @throws if Temporal can't be asked
   */
  async now(run: LedgerRun): Promise<PlannedRetry> {
    try {
      const planned = await this.#plan(run);
      if ('plan' in planned) this.#remember(run, planned);
      return planned;
    } catch (error) {
      if (!isNotFound(error)) throw error;
      // "Not found" is also what a missing namespace answers.
      await this.#temporal.of(run).checkNamespace();
      return { refused: 'Temporal no longer knows what it did.' };
    }
  }

  async #plan(run: LedgerRun): Promise<PlannedRetry> {
    const latest = await describeRun(this.#temporal.of(run), run);
    const { execution, status } = latest.workflowExecutionInfo ?? {};
    const over = isFinished(runStatusOf[statusName(status)]);
    if (!execution?.runId || !over || !isOfChain(run, latest)) {
      return { refused: 'In Temporal something else goes on under its id.' };
    }
    const temporalRunId = execution.runId;
    const trail = await readTrail(this.#temporal.of(run), run, temporalRunId);
    const found = retryPoint(trail);
    if ('refused' in found) return { refused: `${found.refused}.` };
    const { eventId, plan } = found;
    return { plan, point: { temporalRunId, eventId } };
  }

  #remember(run: RunNow, planned: PlannedRetry): void {
    const oldest = this.#known.keys().next();
    if (this.#known.size >= REMEMBERED && !oldest.done) {
      this.#known.delete(oldest.value);
    }
    this.#known.set(keyOf(run), planned);
  }
}

function keyOf(run: RunNow): string {
  return `${run.id}/${run.attempt}`;
}

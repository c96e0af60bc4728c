import type { LoggerService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import { latestOfChain } from '../temporal/describeRun';
import {
  hadNoEffect,
  isNotFound,
  isUnreachable,
  unavailable,
} from '../temporal/errors';
import { resetOf, resetWorkflow } from '../temporal/resetWorkflow';
import type { TemporalNamespaces } from '../temporal/TemporalNamespaces';
import { LEASE_MS } from './RunStarter';
import type { RunRetry } from './RunAttempt';
import type { RunAttempts } from './RunAttempts';
import type { LedgerRun, RunLedger } from './RunLedger';

/** A run that the ledger has opened for another attempt. */
type Reopened = LedgerRun & { readonly retry: RunRetry };

/** Has Temporal begin attempts that the ledger has opened, each once. */
export class AttemptOpener {
  readonly #temporal: TemporalNamespaces;
  readonly #ledger: RunLedger;
  readonly #attempts: RunAttempts;
  readonly #logger: LoggerService;

  constructor(deps: {
    temporal: TemporalNamespaces;
    ledger: RunLedger;
    attempts: RunAttempts;
    logger: LoggerService;
  }) {
    this.#temporal = deps.temporal;
    this.#ledger = deps.ledger;
    this.#attempts = deps.attempts;
    this.#logger = deps.logger;
  }

  /**
   * Asks Temporal for the first time, under the lease of who opened it.
   * @throws ServiceUnavailableError that says whether it may have begun
   */
  async open(run: Reopened): Promise<void> {
    try {
      const execution = await resetWorkflow(
        this.#temporal.of(run),
        run,
        run.retry,
      );
      await this.#attempts.began(run, execution);
    } catch (error) {
      if (hadNoEffect(error)) {
        await this.#attempts.restore(run);
        throw unavailable('Nothing was retried', error);
      }
      await this.#ledger.releaseLease(run.id, run.leaseUntil);
      this.#logger.warn(`Retrying run ${run.id} got no clear answer`, {
        error: String(error),
      });
      throw new ServiceUnavailableError(
        `Temporal did not answer in time, so run ${run.id} may go on; its page will show in a moment`,
      );
    }
  }

  /**
   * Takes over an attempt that Temporal was asked for by somebody who did not
   * live to hear the answer.
   * @returns whether the run is over, because Temporal did not begin it
   */
  async resume(run: Reopened): Promise<boolean> {
    const leaseUntil = new Date(Date.now() + LEASE_MS);
    // Whoever holds the lease may be asking just now.
    const ours = await this.#ledger.renewLease(run.id, leaseUntil);
    if (!ours) return false;
    const taken = { ...run, leaseUntil };
    try {
      // A chain that was reset already may have gone on since; asking for a
      // reset again would undo that.
      const execution =
        (await this.#found(taken)) ??
        (await resetWorkflow(this.#temporal.of(run), taken, run.retry));
      await this.#attempts.began(taken, execution);
      return false;
    } catch (error) {
      if (!hadNoEffect(error) || isUnreachable(error)) throw error;
      this.#logger.warn(`Temporal did not retry run ${run.id}`, {
        error: String(error),
      });
      await this.#attempts.restore(taken);
      return true;
    }
  }

  /** The execution in which the attempt has begun, if it has. */
  async #found(run: Reopened): Promise<string | undefined> {
    try {
      return await resetOf(this.#temporal.of(run), run, run.retry);
    } catch (error) {
      if (!isNotFound(error)) throw error;
      // "Not found" is also what a missing namespace answers.
      await this.#temporal.of(run).checkNamespace();
      const latest = await latestOfChain(this.#temporal.of(run), run);
      return latest === run.retry.point.temporalRunId ? undefined : latest;
    }
  }
}

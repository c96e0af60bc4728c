import type { Place } from '../temporal/Place';
import type { Progress, RunStatus } from 'backstage-plugin-temporal-common';

/** One execution in Temporal. */
export interface Execution {
  readonly workflowId: string;
  readonly temporalRunId: string;
}

/** A run in the attempt that somebody looked at. */
export interface RunNow {
  readonly id: string;
  readonly attempt: number;
}

/** What was seen of an unfinished run. */
export interface Observation {
  readonly status: RunStatus;
  readonly progress?: Progress;
  readonly temporalRunId?: string;
  /** Whether anything else on the run's page changed, such as its timeline. */
  readonly pageChanged: boolean;
}

/** What the ledger takes from what Temporal shows of runs. */
export interface Sightings {
  /**
   * The runs that executions belong to, as far as known without asking Temporal.
   * @returns run ids by `temporalRunId`
   */
  holders(
    executions: readonly Execution[],
  ): Promise<ReadonlyMap<string, string>>;

  /**
   * Records what was seen of an attempt, if that is news and it is not over.
   * @returns the status, which also says whether people are waited for
   */
  observe(
    run: RunNow,
    observation: Observation,
  ): Promise<RunStatus | undefined>;

  /**
   * Marks the unfinished, started runs of a namespace `unknown`, because
   * Temporal can't be reached. When they were last seen stays as it was.
   */
  lostSight(place: Place): Promise<void>;

  /**
   * Notes that some executions are seen to be open. Runs that were out of sight
   * (`unknown`) are running again.
   * @returns the ids of the unfinished runs whose last known execution is among
   *   them; a workflow id alone may have been taken by something else
   */
  seen(executions: readonly Execution[]): Promise<readonly string[]>;
}

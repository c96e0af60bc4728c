import { z } from 'zod';
import type { Decision } from './action';
import { stopRunSchema, type RunFailure } from './run';
import type { RunStatus } from './status';

/** How a run is held and let go on. @public */
export const pauseVerbs = ['pause', 'unpause'] as const;

/** @public */
export type PauseVerb = (typeof pauseVerbs)[number];

/**
 * Body of `POST /runs/:runId/pause` and `POST /runs/:runId/unpause`.
 * @public
 */
export const pauseRunSchema = stopRunSchema;

/** @public */
export type PauseRunRequest = z.infer<typeof pauseRunSchema>;

/**
 * Body of `POST /runs/:runId/retry`. `attempt` is the one that is to be
 * repeated: if there is a later one already, nothing is done (409).
 * @public
 */
export const retryRunSchema = z.strictObject({
  ...stopRunSchema.shape,
  attempt: z.number().int().min(1),
});

/** @public */
export type RetryRunRequest = z.infer<typeof retryRunSchema>;

/**
 * Where a retry goes on: at the step that failed, where the run was when it was
 * ended, or at the beginning. `step` is the failed step's name; `again` are the
 * names of other steps that are done once more, because they ran beside it;
 * `why` says in a sentence why it begins anew.
 * @public
 */
export type RetryPlan =
  | {
      readonly from: 'failed-step';
      readonly step: string;
      readonly again: readonly string[];
    }
  | { readonly from: 'where-it-ended'; readonly again: readonly string[] }
  | { readonly from: 'beginning'; readonly why: string };

/**
 * Whether the caller may retry a run that is over, and where it would go on.
 * @public
 */
export interface RetryOffer {
  readonly decision: Decision;
  readonly plan?: RetryPlan;
}

/**
 * Whether the caller may pause a run, or let it go on.
 * @public
 */
export interface PauseOffer {
  readonly verb: PauseVerb;
  readonly decision: Decision;
}

/**
 * One attempt of a run. The first has no `by`: it is the initiator's. `by` is an
 * entity ref, times are ISO 8601; `status` is there once it ended, or is the
 * run's own while it goes on.
 * @public
 */
export interface RunAttempt {
  readonly number: number;
  readonly at: string;
  readonly by?: string;
  readonly reason?: string;
  readonly from?: RetryPlan;
  readonly status: RunStatus;
  readonly closedAt?: string;
  readonly failure?: RunFailure;
}

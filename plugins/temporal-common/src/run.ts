import { z } from 'zod';
import type { Decision } from './action';
import type { Attestation } from './attestation';
import type { RunQuestion } from './answers';
import type { Guarded, RunPayloads } from './payloads';
import type { Standstill } from './standstill';
import type { RunStatus } from './status';
import type { PauseOffer, RetryOffer, RunAttempt } from './steering';
import type { TimelineItem } from './timeline';
import type { Initiator, Progress, Target } from './workflow';

/**
 * Why something failed, in readable form. What is `sealed` had its message
 * taken away, because the run was given secrets.
 * @public
 */
export interface RunFailure {
  readonly message: string;
  readonly type?: string;
  readonly sealed?: true;
  readonly cause?: RunFailure;
}

/**
 * One run as lists show it. Times are ISO 8601; `observedAt` is when the status
 * was last seen to be true; `version` grows with every change of the ledger.
 * `owners` are those that the target had when it was asked for, `reason` is why
 * the initiator asked. A run that is not `verified` was started elsewhere: its
 * initiator is only what it says of itself, it has no action (`ref` is empty,
 * `title` its workflow's type), and its owners are those at its adoption.
 * `attestation` is there once the server was seen to name who started it.
 * @public
 */
export interface Run {
  readonly id: string;
  readonly version: number;
  readonly action: { readonly ref: string; readonly title: string };
  readonly target: Target;
  readonly initiator: Initiator;
  readonly verified: boolean;
  readonly attestation?: Attestation;
  readonly owners: readonly string[];
  readonly reason?: string;
  readonly status: RunStatus;
  readonly attempt: number;
  readonly requestedAt: string;
  readonly startedAt?: string;
  readonly closedAt?: string;
  readonly observedAt: string;
  readonly progress?: Progress;
}

/** @public */
export interface RunPage {
  readonly items: readonly Run[];
  readonly nextCursor?: string;
}

/**
 * How a run can be stopped before its end. `cancel` asks the workflow, which
 * may clean up after itself; `terminate` ends it at once, without asking.
 * @public
 */
export const stopVerbs = ['cancel', 'terminate'] as const;

/** @public */
export type StopVerb = (typeof stopVerbs)[number];

/**
 * Who stopped a run, and why. `by` is an entity ref, `at` ISO 8601.
 * @public
 */
export interface RunStop {
  readonly verb: StopVerb;
  readonly by: string;
  readonly reason: string;
  readonly at: string;
}

/**
 * Body of `POST /runs/:runId/cancel` and `POST /runs/:runId/terminate`.
 * @public
 */
export const stopRunSchema = z.strictObject({
  reason: z
    .string()
    .trim()
    .min(1, 'must say why, because others will ask')
    .max(500, 'must be at most 500 characters long'),
});

/** @public */
export type StopRunRequest = z.infer<typeof stopRunSchema>;

/**
 * Everything a run's page shows. `timelineCut` says that earlier steps are left
 * out; `standstill` is why the run is not moving; `details` is what the
 * workflow says of itself, Markdown, for those who may see its inputs;
 * `workflowId` is its id in Temporal, which differs from its own if it was
 * started elsewhere; `temporalUrl` links to Temporal's own page when its address is configured.
 * `mayStop` is there while the run is not over, `mayPause` too where the server
 * can pause, `mayWithdraw` while it waits for its approval, `mayRetry` once it
 * ended without success; `stop` once somebody stopped it. `attempts` are all of
 * them, oldest first; `questions` are all it asked, oldest first; `inputDigest`
 * is that of the inputs that are decided on.
 * @public
 */
export interface RunDetail extends Run {
  readonly workflowId: string;
  readonly workflowType: string;
  readonly taskQueue: string;
  readonly cluster: string;
  readonly namespace: string;
  readonly temporalRunId?: string;
  readonly temporalUrl?: string;
  readonly payloads: Guarded<RunPayloads>;
  readonly timeline: readonly TimelineItem[];
  readonly timelineCut?: boolean;
  readonly standstill?: Standstill;
  readonly details?: string;
  readonly mayStop?: Readonly<Record<StopVerb, Decision>>;
  readonly mayRetry?: RetryOffer;
  readonly mayPause?: PauseOffer;
  readonly stop?: RunStop;
  readonly attempts: readonly RunAttempt[];
  readonly questions: readonly RunQuestion[];
  readonly approval?: RunApproval;
  readonly inputDigest?: string;
  readonly mayWithdraw?: Decision;
}

/**
 * Whether a run needed an approval, and in words why or why not. Absent for runs
 * of actions that never need one.
 * @public
 */
export interface RunApproval {
  readonly required: boolean;
  readonly why: string;
}

/**
 * One item of news on the event stream: look again at this run.
 * @public
 */
export interface RunNews {
  readonly runId: string;
  readonly version: number;
}

/**
 * A progress report as an activity may heartbeat it.
 * @public
 */
export const progressSchema = z.object({
  text: z.string().max(500),
  done: z.number().nonnegative().finite().optional(),
  total: z.number().positive().finite().optional(),
});

/**
 * What is wrong with one field of a request: `path` is a JSON pointer into the
 * body (`/input/steps`), `message` a sentence for a person.
 * @public
 */
export interface FieldError {
  readonly path: string;
  readonly message: string;
}

import type { JsonObject, JsonValue } from '@backstage/types';
import type {
  Initiator,
  Progress,
  RunFailure,
  RunStatus,
  RunStop,
  Target,
  TimelineItem,
} from 'backstage-plugin-temporal-common';
import type { FrozenApproval } from '../approvals/RunApproval';
import type { Principal } from '../temporal/principalOf';
import type { LedgerChange } from './LedgerChange';
import type { AdoptedRun } from './AdoptedRun';
import type { SteeredRun } from './RunAttempt';
import type { Place } from '../temporal/Place';
import type { RunNow, Sightings } from './Sightings';

/** What is written of a run before Temporal hears of it. */
export interface NewRun {
  readonly id: string;
  readonly caller: string;
  readonly requestKey: string;
  readonly action: {
    readonly ref: string;
    readonly title: string;
    readonly digest: string;
  };
  readonly target: Target;
  readonly initiator: Initiator;
  readonly owners: readonly string[];
  /** Name of the Temporal cluster it is in, as in the configuration. */
  readonly cluster: string;
  readonly namespace: string;
  readonly workflowType: string;
  readonly taskQueue: string;
  readonly input: JsonObject;
  readonly inputDigest: string;
  readonly statement: string;
  readonly keyId: string;
  readonly onePerTarget: boolean;
  readonly reason?: string;
  readonly approval?: FrozenApproval;
  readonly requestedAt: Date;
  readonly leaseUntil: Date;
  readonly startBy: Date;
}

/**
 * A run as the ledger holds it. One that is not `verified` was started
 * elsewhere: it has no action, no statement and no request, and its initiator
 * is only what it claims.
 */
export interface LedgerRun extends NewRun, SteeredRun {
  readonly version: number;
  readonly verified: boolean;
  /** In Temporal; a run of ours has it as its own id. */
  readonly workflowId: string;
  readonly attempt: number;
  readonly status: RunStatus;
  readonly progress?: Progress;
  readonly firstExecutionRunId?: string;
  readonly temporalRunId?: string;
  readonly startedAt?: Date;
  readonly closedAt?: Date;
  readonly observedAt: Date;
  readonly result?: JsonValue;
  readonly failure?: RunFailure;
  readonly timeline?: readonly TimelineItem[];
  readonly stop?: RunStop;
  /** When what comes behind its gate was admitted. */
  readonly approvedAt?: Date;
  /** Whom Temporal names as the one who started it. */
  readonly principal?: Principal;
  /** When that was looked up, or found to be of no use, once. */
  readonly attestedAt?: Date;
}

/** How a run ended. */
export interface Outcome {
  readonly status: RunStatus;
  readonly closedAt: Date;
  readonly result?: JsonValue;
  readonly failure?: RunFailure;
  readonly timeline: readonly TimelineItem[];
}

/**
 * What became of a new row: written; or not, because the same request already
 * has one, or because another unfinished run holds the target.
 */
export type InsertResult =
  | { readonly outcome: 'inserted'; readonly run: LedgerRun }
  | { readonly outcome: 'repeated'; readonly run: LedgerRun }
  | { readonly outcome: 'held'; readonly run: LedgerRun };

/**
 * The record of every run: who, what, on what, when, and how it ended. Each
 * change raises the ledger's version, in the order in which changes commit.
 */
export interface RunLedger extends Sightings {
  insert(run: NewRun): Promise<InsertResult>;

  get(runId: string): Promise<LedgerRun | undefined>;

  byRequestKey(
    caller: string,
    requestKey: string,
  ): Promise<LedgerRun | undefined>;

  /** The newest unfinished, started runs of all, newest first. */
  newestOpen(limit: number): Promise<readonly LedgerRun[]>;

  /**
   * Writes a run that was started elsewhere; its id is that of its first
   * execution. `false` when it is there already.
   */
  adopt(run: AdoptedRun): Promise<boolean>;

  /** The ids of all unfinished runs of a namespace, oldest first. */
  unfinished(place: Place): Promise<readonly string[]>;

  /** Where unfinished runs are. */
  openPlaces(): Promise<readonly Place[]>;

  /** The unfinished runs on a target, of one action or of all, oldest first. */
  unfinishedOn(
    targetRef: string,
    actionRef?: string,
  ): Promise<readonly LedgerRun[]>;

  /**
   * Takes over a run whose start got no answer: moves its lease, if the old one
   * is over. Only one caller wins.
   */
  renewLease(runId: string, leaseUntil: Date): Promise<boolean>;

  /**
   * Ends one's own lease at once, so that the same request may try again. A
   * lease that another has taken since stays.
   */
  releaseLease(runId: string, leaseUntil: Date): Promise<void>;

  /**
   * Records that Temporal started it, as its first execution or as the one
   * already admitted. `false` when another execution holds the run.
   */
  started(runId: string, firstExecutionRunId: string): Promise<boolean>;

  /** Records that the first execution behind its gate was admitted. */
  approved(runId: string): Promise<void>;

  /** Notes who stopped an unfinished run. `false` when it was over already. */
  stopped(runId: string, stop: RunStop): Promise<boolean>;

  /** Ends an unfinished attempt. `false` when it was over already. */
  close(run: RunNow, outcome: Outcome): Promise<boolean>;

  /**
   * Removes a run that Temporal certainly never heard of, unless another has
   * taken over its lease and may be starting it.
   */
  discard(runId: string, leaseUntil: Date): Promise<void>;

  /** The version of the last change. */
  version(): Promise<number>;

  /** The latest change of each run changed after a version, oldest first. */
  changesSince(version: number): Promise<readonly LedgerChange[]>;

  /** Calls back soon after each change made through this object. */
  onChange(listener: () => void): void;
}

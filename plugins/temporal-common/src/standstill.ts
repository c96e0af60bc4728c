import type { RunFailure } from './run';

/**
 * Why a run does not move, for people who want to know what to do about it.
 * Times are ISO 8601.
 *
 * - `requested`: Temporal was asked to start it and has not answered yet
 * - `no-worker`: nobody polls the task queue, `since` about then; `gate` when it
 *   is the gate that nobody serves
 * - `retrying`: a step failed `attempt` times and is tried again at `nextAttemptAt`
 * - `waiting`: it asks people (`question` is its key, `who` entity refs) until
 *   `deadline`
 * - `paused`: `by` somebody, when it was done here
 * - `stopping`: told to stop; `step` is what rolls it back just now
 * - `unreachable`: Temporal could not be asked; `lastSeen` is how old this is
 * @public
 */
export type Standstill =
  | { readonly kind: 'requested' }
  | {
      readonly kind: 'no-worker';
      readonly taskQueue: string;
      readonly since?: string;
      readonly gate: boolean;
    }
  | {
      readonly kind: 'retrying';
      readonly step: string;
      readonly attempt: number;
      readonly failure?: RunFailure;
      readonly nextAttemptAt?: string;
    }
  | {
      readonly kind: 'waiting';
      readonly question: string;
      readonly title: string;
      readonly approval: boolean;
      readonly who: readonly string[];
      readonly deadline?: string;
    }
  | {
      readonly kind: 'paused';
      readonly by?: string;
      readonly reason?: string;
      readonly since?: string;
    }
  | {
      readonly kind: 'stopping';
      readonly by?: string;
      readonly reason?: string;
      readonly step?: string;
    }
  | { readonly kind: 'unreachable'; readonly lastSeen: string };

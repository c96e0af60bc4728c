import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import type { Attempt } from '../audit/Attempt';
import type { Ending } from '../audit/ending';

/** Seconds; from what a cache answers to what somebody gives up on. */
const SECONDS = [
  0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60,
];

/**
 * Counts what happens and how long it takes. No label holds a person, an entity
 * or a run: each has few values, however many of those there are.
 */
export class Meters {
  readonly #starts;
  readonly #decisions;
  readonly #requests;
  readonly #calls;
  readonly #rounds;
  readonly #differing;

  constructor(metrics: MetricsService) {
    const duration = (name: string, description: string) =>
      metrics.createHistogram(name, {
        description,
        unit: 's',
        advice: { explicitBucketBoundaries: SECONDS },
      });
    this.#starts = metrics.createCounter('temporal.run.starts', {
      description: 'Attempts to start a run, by how they ended',
      unit: '{start}',
    });
    this.#decisions = metrics.createCounter('temporal.decisions', {
      description: 'Decisions on what somebody tried to do',
      unit: '{decision}',
    });
    this.#differing = metrics.createCounter('temporal.attestations.differing', {
      description:
        'Runs that somebody else than their initiator started, as Temporal says',
      unit: '{run}',
    });
    this.#requests = duration(
      'temporal.room.request.duration',
      'From a request to the end of its answer',
    );
    this.#calls = duration(
      'temporal.server.call.duration',
      'Calls to the Temporal server, without those that wait for news',
    );
    this.#rounds = duration(
      'temporal.reconciler.round.duration',
      'Rounds of catching up with runs that nobody watched',
    );
  }

  /** Somebody tried something, and it ended. */
  attempted({ event, meta }: Attempt, { outcome, decision }: Ending): void {
    if (decision) this.#decisions.add(1, { event, decision });
    if (event !== 'run-start') return;
    // Before it is allowed, the name is whatever somebody wrote.
    const action = decision === 'allowed' ? meta.action : undefined;
    this.#starts.add(1, { outcome, ...(action && { action }) });
  }

  /** Temporal names somebody else than a run's initiator. */
  differed(): void {
    this.#differing.add(1);
  }

  /** A request was answered. `operation` is its route, such as `GET /runs`. */
  answered(operation: string, status: number, seconds: number): void {
    this.#requests.record(seconds, {
      operation,
      'http.response.status_code': status,
    });
  }

  /** Temporal answered, or did not. `outcome` is gRPC's status, such as `OK`. */
  called(operation: string, outcome: string, seconds: number): void {
    this.#calls.record(seconds, { operation, outcome });
  }

  /** The reconciler ended a round. */
  reconciled(outcome: 'done' | 'unreachable' | 'failed', seconds: number) {
    this.#rounds.record(seconds, { outcome });
  }
}

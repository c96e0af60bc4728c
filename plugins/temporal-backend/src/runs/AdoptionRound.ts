import type { LoggerService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import { oneLine } from '../actions/oneLine';
import { isUnreachable, reasonOf } from '../temporal/errors';
import type { ListedExecution } from '../temporal/listRuns';
import type { TemporalConnection } from '../temporal/TemporalConnection';
import { claimsOf } from './claimsOf';
import type { ReadClaims, RunAdopter } from './RunAdopter';
import type { SeenBefore } from './SeenBefore';

/** However many there are, Temporal is asked about so many a round. */
const MOST_LOOKS = 100;
const LONGEST_ID = 200;

/** One round of adopting in a namespace, of bounded size. */
export class AdoptionRound {
  readonly #adopter: RunAdopter;
  readonly #temporal: TemporalConnection;
  readonly #done: SeenBefore;
  readonly #problems: string[] = [];
  #looks = MOST_LOOKS;
  #behind = false;
  #trouble: string | undefined;

  constructor(on: {
    readonly adopter: RunAdopter;
    readonly temporal: TemporalConnection;
    readonly done: SeenBefore;
  }) {
    this.#adopter = on.adopter;
    this.#temporal = on.temporal;
    this.#done = on.done;
  }

  /** Whether some that are closed are left, which no later list would have. */
  get behind(): boolean {
    return this.#behind;
  }

  /** Why no more were adopted, if something was in the way. */
  get trouble(): string | undefined {
    return this.#trouble;
  }

  /** @returns the ids of the runs that were adopted */
  async take(strangers: readonly ListedExecution[]): Promise<string[]> {
    const adopted: string[] = [];
    for (const stranger of strangers) {
      const claims = this.#read(stranger);
      const runId = claims && (await this.#adopt(stranger, claims));
      if (runId) adopted.push(runId);
    }
    return adopted;
  }

  /** What is wrong with some of them is one line, once. */
  tell(logger: LoggerService): void {
    const [first, ...more] = this.#problems;
    if (!first) return;
    const others = more.length > 0 ? `, and ${more.length} more` : '';
    logger.warn(`Started elsewhere, and not adopted: ${first}${others}`);
  }

  #read(stranger: ListedExecution): ReadClaims | undefined {
    if (this.#done.has(stranger.temporalRunId)) return undefined;
    const claims = claimsOf(stranger);
    if (claims && 'problem' in claims) {
      this.#setAside(stranger, claims.problem);
      return undefined;
    }
    return claims;
  }

  async #adopt(stranger: ListedExecution, claims: ReadClaims) {
    if (this.#looks === 0) {
      this.#behind ||= !stranger.open;
      return undefined;
    }
    this.#looks -= 1;
    try {
      const runId = await this.#adopter.adopt(this.#temporal, stranger, claims);
      this.#done.add(stranger.temporalRunId);
      return runId;
    } catch (error) {
      if (isUnreachable(error)) throw error;
      if (error instanceof ServiceUnavailableError) {
        this.#looks = 0;
        this.#behind ||= !stranger.open;
        this.#trouble = `Nothing was adopted: ${error.message}`;
      } else this.#setAside(stranger, reasonOf(error));
      return undefined;
    }
  }

  #setAside({ temporalRunId, workflowId }: ListedExecution, why: string): void {
    this.#done.add(temporalRunId);
    this.#problems.push(`workflow ${oneLine(workflowId, LONGEST_ID)}: ${why}`);
  }
}

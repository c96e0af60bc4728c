import {
  ADMISSIONS_PATH,
  type AdmissionRequest,
} from 'backstage-plugin-temporal-common';
import { z } from 'zod';
import type { BackendClient } from './BackendClient';
import { refused, unavailable } from './refusal';

const REMEMBERED = 10_000;

const admittedSchema = z.object({ admitted: z.literal(true) });

/** Asks the backend to admit runs. */
export class BackendAdmissions {
  readonly #client: BackendClient;
  /** Executions of runs that were admitted through here, oldest first. */
  readonly #admitted = new Set<string>();

  constructor(client: BackendClient) {
    this.#client = client;
  }

  /**
   * Returns when the backend admitted the run.
   * @throws ApplicationFailure, non-retryable when it refused, retryable when
   * it did not decide
   */
  async ask(request: AdmissionRequest): Promise<void> {
    const answer = await this.#client.ask(
      ADMISSIONS_PATH,
      request,
      admittedSchema,
    );
    if (answer.kind === 'refused') {
      throw refused(`The backend did not admit this run: ${answer.reason}`);
    }
    if (answer.kind === 'undecided') {
      throw unavailable(
        `This run waits to be admitted, because ${answer.trouble}; trying again`,
      );
    }
    this.#remember(request.root?.runId ?? request.temporalRunId);
  }

  /**
   * Returns when what is asked about descends from an execution of a run that
   * the backend admitted. An execution's id never comes back, so asking once
   * for each is enough.
   * @throws as {@link BackendAdmissions.ask}
   */
  async askAboutRoot(
    request: AdmissionRequest & {
      readonly root: NonNullable<AdmissionRequest['root']>;
    },
  ): Promise<void> {
    if (!this.#admitted.has(request.root.runId)) await this.ask(request);
  }

  #remember(execution: string): void {
    const oldest = this.#admitted.keys().next();
    if (this.#admitted.size >= REMEMBERED && !oldest.done) {
      this.#admitted.delete(oldest.value);
    }
    this.#admitted.add(execution);
  }
}

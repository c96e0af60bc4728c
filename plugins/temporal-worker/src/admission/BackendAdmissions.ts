import {
  ADMISSIONS_PATH,
  type AdmissionRequest,
} from 'backstage-plugin-temporal-common';
import { z } from 'zod';
import type { BackendClient } from './BackendClient';
import { refused, unavailable } from './refusal';

const admittedSchema = z.object({ admitted: z.literal(true) });

/** Asks the backend to admit runs. */
export class BackendAdmissions {
  readonly #client: BackendClient;

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
  }
}

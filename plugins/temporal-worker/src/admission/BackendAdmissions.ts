import {
  ADMISSIONS_PATH,
  type AdmissionRequest,
} from 'backstage-plugin-temporal-common';
import { z } from 'zod';
import { pluginUrl, type Backend } from './Backend';
import { reasonOf, refused, unavailable } from './refusal';

const TIMEOUT_MS = 10_000;
const REMEMBERED = 10_000;

// The backend has decided about the run; the same question gets the same
// answer. Every other status is about the worker, its token or the way there,
// and must not end a run.
const DECIDED: ReadonlySet<number> = new Set([400, 409]);

const admittedSchema = z.object({ admitted: z.literal(true) });
const errorSchema = z.object({
  error: z.object({ name: z.string(), message: z.string() }),
});

/** Asks the backend to admit runs. */
export class BackendAdmissions {
  readonly #backend: Backend;
  readonly #url: string;
  /** Executions of runs that were admitted through here, oldest first. */
  readonly #admitted = new Set<string>();

  constructor(backend: Backend) {
    this.#backend = backend;
    this.#url = pluginUrl(backend, ADMISSIONS_PATH);
  }

  /**
   * Returns when the backend admitted the run.
   * @throws ApplicationFailure, non-retryable when it refused, retryable when
   * it did not decide
   */
  async ask(request: AdmissionRequest): Promise<void> {
    const response = await this.#post(request);
    const body: unknown = await response.json().catch(() => undefined);
    if (response.status === 200 && admittedSchema.safeParse(body).success) {
      this.#remember(request.root?.runId ?? request.temporalRunId);
      return;
    }
    const reason = errorSchema.safeParse(body).data?.error.message;
    // Without a reason it was not the backend that answered, but something on
    // the way there.
    if (reason !== undefined && DECIDED.has(response.status)) {
      throw refused(`The backend did not admit this run: ${reason}`);
    }
    throw unavailable(this.#undecided(response.status, reason));
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

  async #post(request: AdmissionRequest): Promise<Response> {
    try {
      return await fetch(this.#url, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${this.#backend.token}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify(request),
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch (error) {
      throw unavailable(
        `The backend at ${
          this.#url
        } can't be reached to admit this run (${reasonOf(
          error,
        )}); trying again`,
      );
    }
  }

  #undecided(status: number, reason: string | undefined): string {
    const said = reason ? ` (${reason})` : '';
    return status === 401 || status === 403
      ? `The backend at ${
          this.#url
        } does not accept this worker's token${said}; set one that may and restart the worker, the run waits`
      : `The backend at ${
          this.#url
        } answered ${status} when asked to admit this run${said}; trying again`;
  }
}

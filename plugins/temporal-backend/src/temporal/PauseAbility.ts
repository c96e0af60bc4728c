import type { TemporalConnection } from './TemporalConnection';

const BELIEVED_MS = 60_000;

/** Whether Temporal can pause workflows; servers before 1.32 can't. */
export class PauseAbility {
  readonly #temporal: TemporalConnection;
  #known = false;
  #until = 0;

  constructor(temporal: TemporalConnection) {
    this.#temporal = temporal;
  }

  /** While Temporal can't be asked, what was known last; at first, no. */
  async has(): Promise<boolean> {
    if (Date.now() < this.#until) return this.#known;
    this.#until = Date.now() + BELIEVED_MS;
    const { namespace, workflowService } = this.#temporal;
    try {
      const { namespaceInfo } = await this.#temporal.call(() =>
        workflowService.describeNamespace({ namespace }),
      );
      this.#known = namespaceInfo?.capabilities?.workflowPause ?? false;
    } catch {
      this.#until = 0;
    }
    return this.#known;
  }
}

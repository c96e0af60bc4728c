import type { LedgerRun } from '../runs/RunLedger';
import { readPayload } from './payloads';
import type { RunPlace } from './RunPlace';
import type { TemporalConnection } from './TemporalConnection';

const ANSWER_LIMIT_MS = 2_000;
const LONGEST = 16_384;

/**
 * What a workflow says of itself while it goes on. Its worker must answer, so
 * it is asked only when its history went on, and an answer that does not come is
 * no trouble of the run's.
 */
export class CurrentDetails {
  readonly #temporal: TemporalConnection;
  readonly #run: LedgerRun;
  #asked: string | undefined;
  #text: string | undefined;

  constructor(temporal: TemporalConnection, run: LedgerRun) {
    this.#temporal = temporal;
    this.#run = run;
  }

  /** Markdown, as it was last heard. */
  get text(): string | undefined {
    return this.#text;
  }

  /** @returns whether it says something else now */
  async ask({ event, execution, queue }: RunPlace): Promise<boolean> {
    const at = `${execution}/${event}`;
    if (at === this.#asked) return false;
    const before = this.#text;
    try {
      if (await this.#temporal.pollers.unpolled(queue)) return false;
      this.#asked = at;
      this.#text = await this.#query(execution);
    } catch {
      return false;
    }
    return this.#text !== before;
  }

  async #query(runId: string): Promise<string | undefined> {
    const { namespace, workflowId } = this.#run;
    const { queryResult } = await this.#temporal.call(
      () =>
        this.#temporal.workflowService.queryWorkflow({
          namespace,
          execution: { workflowId, runId },
          query: { queryType: '__temporal_workflow_metadata' },
        }),
      ANSWER_LIMIT_MS,
    );
    return detailsIn(readPayload(queryResult))?.slice(0, LONGEST);
  }
}

function detailsIn(metadata: unknown): string | undefined {
  const known = typeof metadata === 'object' && metadata !== null;
  if (!known || !('currentDetails' in metadata)) return undefined;
  const { currentDetails } = metadata;
  return typeof currentDetails === 'string' && currentDetails !== ''
    ? currentDetails
    : undefined;
}

import { setTimeout as delay } from 'node:timers/promises';
import type { LedgerChange } from './LedgerChange';

/** Who hears of a change looks at the run; so many a second are no burden. */
const LOOKS_A_SECOND = 50;

/**
 * Who listens to what in this process. Where many hear of the same change they
 * are told one after the other, so that they do not all look at once: the more
 * there are, the less often each is told.
 */
export class Audience {
  readonly #listening = new Map<string, number>();

  /** @returns how to leave */
  join(scope: { entityRef?: string; runId?: string }): () => void {
    const { entityRef, runId } = scope;
    const all = entityRef || runId ? [] : [''];
    const keys = [entityRef, runId, ...all].filter(key => key !== undefined);
    keys.forEach(key => this.#count(key, 1));
    return () => keys.forEach(key => this.#count(key, -1));
  }

  /** Waits for one's turn among all who hear of a change. */
  async turn(change: LedgerChange, signal: AbortSignal): Promise<void> {
    const hearing = [change.runId, change.targetRef, '']
      .map(key => this.#listening.get(key) ?? 0)
      .reduce((sum, count) => sum + count);
    if (hearing <= LOOKS_A_SECOND) return;
    const longestMs = (2_000 * hearing) / LOOKS_A_SECOND;
    await delay(Math.random() * longestMs, undefined, { signal });
  }

  #count(key: string, more: 1 | -1): void {
    const count = (this.#listening.get(key) ?? 0) + more;
    if (count > 0) this.#listening.set(key, count);
    else this.#listening.delete(key);
  }
}

import { placeKey, type Place } from './Place';
import type { TemporalNamespaces } from './TemporalNamespaces';

const BELIEVED_MS = 60_000;

interface Belief {
  readonly able: boolean;
  readonly until: number;
}

/** Where Temporal can pause workflows; servers before 1.32 can't. */
export class PauseAbility {
  readonly #temporal: TemporalNamespaces;
  readonly #known = new Map<string, Belief>();

  constructor(temporal: TemporalNamespaces) {
    this.#temporal = temporal;
  }

  /** While Temporal can't be asked, what was known last; at first, no. */
  async in(place: Place): Promise<boolean> {
    const key = placeKey(place);
    const known = this.#known.get(key) ?? { able: false, until: 0 };
    if (Date.now() < known.until) return known.able;
    this.#known.set(key, { ...known, until: Date.now() + BELIEVED_MS });
    try {
      const able = await this.#ask(place);
      this.#known.set(key, { able, until: Date.now() + BELIEVED_MS });
      return able;
    } catch {
      this.#known.set(key, { ...known, until: 0 });
      return known.able;
    }
  }

  async #ask(place: Place): Promise<boolean> {
    const temporal = this.#temporal.of(place);
    const { namespace } = temporal;
    const { namespaceInfo } = await temporal.call(() =>
      temporal.workflowService.describeNamespace({ namespace }),
    );
    return namespaceInfo?.capabilities?.workflowPause ?? false;
  }
}

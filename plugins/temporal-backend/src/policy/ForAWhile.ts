const KEPT_MS = 5_000;
const KEPT_MOST = 1_000;

/**
 * Remembers answers for some seconds, so that pages and lists of one person
 * within a moment, or of many at once, ask only once. Failures are not kept.
 */
export class ForAWhile<T> {
  readonly #keptMs: number;
  readonly #answers = new Map<string, { until: number; answer: Promise<T> }>();

  constructor(keptMs = KEPT_MS) {
    this.#keptMs = keptMs;
  }

  get(of: string, ask: () => Promise<T>): Promise<T> {
    const kept = this.#answers.get(of);
    if (kept && kept.until > Date.now()) return kept.answer;
    const answer = ask();
    // Put last again, so that the first is the one asked longest ago.
    this.#answers.delete(of);
    this.#answers.set(of, { until: Date.now() + this.#keptMs, answer });
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > KEPT_MOST) this.#answers.delete(oldest);
    answer.catch(() => this.#answers.delete(of));
    return answer;
  }
}

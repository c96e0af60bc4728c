/**
 * A value that React can watch with `useSyncExternalStore`. `wake` runs when
 * the first listener comes, and what it returns when the last one has gone.
 */
export class Watched<T> {
  readonly #listeners = new Set<() => void>();
  readonly #wake: () => () => void;
  #rest: (() => void) | undefined;
  #value: T;

  constructor(value: T, wake: () => () => void = () => () => {}) {
    this.#value = value;
    this.#wake = wake;
  }

  readonly get = (): T => this.#value;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    this.#rest ??= this.#wake();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) {
        this.#rest?.();
        this.#rest = undefined;
      }
    };
  };

  set(value: T): void {
    if (value === this.#value) {
      return;
    }
    this.#value = value;
    for (const listener of this.#listeners) {
      listener();
    }
  }
}

import type { JsonObject } from '@backstage/types';

type OnMessage<T> = (message: T) => void;

/** Backstage's signals in memory: what is sent reaches whoever listens. */
export class Signals {
  readonly #listeners = new Map<OnMessage<never>, string>();

  subscribe<T extends JsonObject>(channel: string, onMessage: OnMessage<T>) {
    this.#listeners.set(onMessage, channel);
    return { unsubscribe: () => this.#listeners.delete(onMessage) };
  }

  send(to: string, message: JsonObject): void {
    for (const [onMessage, channel] of this.#listeners) {
      if (channel === to) {
        onMessage(message as never);
      }
    }
  }
}

import type { JsonObject } from '@backstage/types';
import { useCallback, useRef } from 'react';

/**
 * What a person has typed for one action, and the key under which it was last
 * sent. It outlives the dialog, so that closing it loses nothing.
 */
export class StartDraft {
  input: JsonObject = {};
  #key: string | undefined;
  #sent: string | undefined;

  /**
   * The key for this input: the same until an answer was definite, so that
   * asking again never starts a second run.
   */
  keyFor(input: JsonObject): string {
    const text = JSON.stringify(input);
    if (this.#key === undefined || this.#sent !== text) {
      this.#key = newKey();
      this.#sent = text;
    }
    return this.#key;
  }

  /** The backend refused: the next attempt is another request. */
  refused(): void {
    this.#key = undefined;
  }

  /** The run has begun: the next one starts from an empty form. */
  started(): void {
    this.#key = undefined;
    this.input = {};
  }
}

/** The drafts of one entity, by action, while its page is open. */
export function useDrafts(entityRef: string): (action: string) => StartDraft {
  const drafts = useRef(new Map<string, StartDraft>());
  return useCallback(
    action => {
      const key = `${entityRef} ${action}`;
      const draft = drafts.current.get(key) ?? new StartDraft();
      drafts.current.set(key, draft);
      return draft;
    },
    [entityRef],
  );
}

/** `crypto.randomUUID` is missing where an app is served without TLS. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}

import { useApi } from '@backstage/frontend-plugin-api';
import type { JsonObject } from '@backstage/types';
import { useCallback } from 'react';
import { temporalApiRef, type TemporalApi } from '../api/TemporalApi';

/**
 * What a person has typed for one action, and the key under which it was last
 * sent. It outlives the dialog, so that closing it loses nothing.
 */
export class StartDraft {
  input: JsonObject = {};
  /** Why the run is asked for, where somebody has to approve it. */
  reason = '';
  /** Whether a person has changed anything: defaults alone are no loss. */
  isTouched = false;
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
    this.reason = '';
    this.isTouched = false;
  }
}

const tabs = new WeakMap<TemporalApi, Map<string, StartDraft>>();

/**
 * The drafts for one entity, by action. They last as long as the browser tab:
 * a look at another page loses nothing, and no secret is written to disk.
 */
export function useDrafts(entityRef: string): (action: string) => StartDraft {
  const api = useApi(temporalApiRef);
  return useCallback(
    action => {
      const drafts = tabs.get(api) ?? new Map<string, StartDraft>();
      tabs.set(api, drafts);
      const key = `${entityRef} ${action}`;
      const draft = drafts.get(key) ?? new StartDraft();
      drafts.set(key, draft);
      return draft;
    },
    [api, entityRef],
  );
}

/** `crypto.randomUUID` is missing where an app is served without TLS. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}

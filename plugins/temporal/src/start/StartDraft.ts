import { useApi } from '@backstage/frontend-plugin-api';
import type { JsonObject } from '@backstage/types';
import type { JsonSchema } from 'backstage-plugin-temporal-common';
import { useCallback } from 'react';
import { temporalApiRef, type TemporalApi } from '../api/TemporalApi';
import { holdsSecret, withoutSecrets } from '../readable/secretValues';
import { maskSecrets } from './maskSecrets';

/**
 * What a person has typed for one action, and the key under which it was last
 * sent. It outlives the dialog, so that closing it loses nothing but secrets.
 */
export class StartDraft {
  input: JsonObject = {};
  /** Why the run is asked for, where somebody has to approve it. */
  reason = '';
  /** Whether a person has changed anything: defaults alone are no loss. */
  isTouched = false;
  /** Whether there were secrets that have to be typed anew. */
  lacksSecrets = false;
  #sent: SentInput | undefined;

  /**
   * The key for this input: the same until an answer was definite, so that
   * asking again never starts a second run. What secrets there were is not known
   * any more once they were forgotten; the backend knows.
   */
  keyFor(input: JsonObject, schema: JsonSchema): string {
    const sent = this.#sent;
    const compared = sent?.isMasked ? maskSecrets(input, schema) : input;
    const isSame =
      sent && JSON.stringify(sent.input) === JSON.stringify(compared);
    const key = isSame ? sent.key : newKey();
    this.#sent = { input, isMasked: false, key };
    return key;
  }

  /** Puts in the inputs of an earlier run, whose secrets nobody is given. */
  fillIn(input: JsonObject): void {
    this.lacksSecrets = holdsSecret(input);
    this.input = withoutSecrets(input);
  }

  /** The form is closed: no secret outlives it. */
  forgetSecrets(schema: JsonSchema): void {
    const masked = maskSecrets(this.input, schema);
    this.lacksSecrets ||= holdsSecret(masked);
    this.input = withoutSecrets(masked);
    if (this.#sent) {
      const input = maskSecrets(this.#sent.input, schema);
      this.#sent = { ...this.#sent, input, isMasked: true };
    }
  }

  /** The backend refused: the next attempt is another request. */
  refused(): void {
    this.#sent = undefined;
  }

  /** The run has begun: the next one starts from an empty form. */
  started(): void {
    this.#sent = undefined;
    this.input = {};
    this.reason = '';
    this.isTouched = false;
    this.lacksSecrets = false;
  }
}

/** What was sent last, and under which key. */
interface SentInput {
  readonly input: JsonObject;
  readonly isMasked: boolean;
  readonly key: string;
}

const tabs = new WeakMap<TemporalApi, Map<string, StartDraft>>();

/**
 * The drafts for one entity, by action. They last as long as the browser tab:
 * a look at another page loses nothing, and nothing is written to disk.
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

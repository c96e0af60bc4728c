import type { JsonValue } from '@backstage/types';
import type { Denial } from './action';
import type { RunFailure } from './run';

/**
 * Something only some may look at: the value, or the reason it is hidden.
 * @public
 */
export type Guarded<T> =
  | { readonly visible: true; readonly value: T }
  | { readonly visible: false; readonly decision: Denial };

/**
 * What a run was given and what it gave back. Of what is left out because it is
 * too large to come along, `large` has the size in bytes of JSON; all of it is
 * the answer of `GET /runs/:runId/payloads`.
 * @public
 */
export interface RunPayloads {
  readonly input?: JsonValue;
  readonly result?: JsonValue;
  readonly failure?: RunFailure;
  readonly large?: {
    readonly input?: number;
    readonly result?: number;
  };
}

/**
 * Whom Temporal itself names as the one who started a run: the `principal` of
 * the first event of its history, which the server (1.32 or newer, with
 * `frontend.enablePrincipalPropagation`) took from the token of that call. It
 * `matches` if that is the run's initiator; if not, something is very wrong.
 * @public
 */
export interface Attestation {
  readonly principal: { readonly type: string; readonly name: string };
  readonly matches: boolean;
}

/**
 * What a call needs: to look, to change something in a namespace, to prepare a
 * namespace, or to make one.
 */
export type CallRole = 'read' | 'write' | 'admin' | 'system-admin';

/** Who asks the server for something, where, and for how long it is waited. */
export interface Call {
  /** The caller by name: a person's entity ref, or a machine's subject. */
  readonly by: string;
  readonly role: CallRole;
  readonly namespace: string;
  /** In milliseconds from now. */
  readonly limitMs: number;
  /** Gives it up. */
  readonly signal?: AbortSignal;
}

import { NotAllowedError, ServiceUnavailableError } from '@backstage/errors';
import type { Decision, Guarded } from 'backstage-plugin-temporal-common';

/** A policy that fails decides nothing, so nothing is done. */
export async function decided<T>(decision: Promise<T>): Promise<T> {
  try {
    return await decision;
  } catch (error) {
    if (error instanceof NotAllowedError) throw error;
    throw new ServiceUnavailableError(
      'Who may do this could not be decided, so it was refused; try again',
      error,
    );
  }
}

/** @throws NotAllowedError with the reason, unless allowed */
export function allow(decision: Decision): void {
  if (!decision.allowed) throw new NotAllowedError(decision.reason);
}

/** @throws NotAllowedError with the reason it is hidden */
export function shown<T>(guarded: Guarded<T>): T {
  if (!guarded.visible) throw new NotAllowedError(guarded.decision.reason);
  return guarded.value;
}

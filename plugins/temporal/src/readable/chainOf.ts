import type { RunFailure } from 'backstage-plugin-temporal-common';

/** A failure and what caused it, down to the first cause. */
export function chainOf(failure: RunFailure): readonly RunFailure[] {
  return failure.cause ? [failure, ...chainOf(failure.cause)] : [failure];
}

import { ApplicationFailure } from '@temporalio/common';
import { ADMISSION_REFUSED } from 'backstage-plugin-temporal-common';

/**
 * What a worker does about workflows and activities that are not admitted:
 * `refuse` them, or let them run and `mark` them as unverified.
 * @public
 */
export type Unadmitted = 'refuse' | 'mark';

/**
 * Why something that was refused runs all the same, unverified.
 * @throws the error, if the worker refuses, and if it is no refusal: a backend
 * that can't be asked is no reason to run anything
 */
export function reasonToMark(error: unknown, unadmitted: Unadmitted): string {
  if (
    unadmitted === 'mark' &&
    error instanceof ApplicationFailure &&
    error.type === ADMISSION_REFUSED
  ) {
    return error.message;
  }
  throw error;
}

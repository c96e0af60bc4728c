import { ConflictError, ServiceUnavailableError } from '@backstage/errors';
import { reasonOf } from '../temporal/errors';
import type { StoredQuestion } from './StoredQuestion';

export function closed({ title, outcome }: StoredQuestion): ConflictError {
  return new ConflictError(
    `"${title}" is closed${outcome ? `: ${outcome}` : ''}`,
  );
}

export function repeated({ title }: StoredQuestion): ConflictError {
  return new ConflictError(`You have answered "${title}" already`);
}

export function onItsWay({ title }: StoredQuestion): ConflictError {
  return new ConflictError(
    `Another answer of yours to "${title}" is on its way; send that one again to find out, or this one in a minute`,
  );
}

/** @param nothing - whether it is certain that it did not count */
export function unheard(
  nothing: boolean,
  error?: unknown,
): ServiceUnavailableError {
  const why = error === undefined ? 'no answer in time' : reasonOf(error);
  return new ServiceUnavailableError(
    nothing
      ? `Nothing was counted: Temporal can’t be asked (${why}). Send the same answer again`
      : `Whether this was counted is not known (${why}). Send the same answer again to find out`,
  );
}

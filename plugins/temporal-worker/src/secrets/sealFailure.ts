import {
  CancelledFailure,
  CompleteAsyncError,
  type Context,
} from '@temporalio/activity';
import {
  ensureApplicationFailure,
  type PayloadConverter,
} from '@temporalio/common';
import { saysWhatToDo } from './refusals';
import { quieten, sealedFailureOf } from '../workflow/sealing/quieten';

/** What an activity threw, with its words where only a codec's keys read them. */
export function sealFailure(
  error: unknown,
  converter: PayloadConverter,
  { cancellationSignal: { aborted } }: Pick<Context, 'cancellationSignal'>,
): unknown {
  // Temporal knows these by what they are.
  if (error instanceof CompleteAsyncError || (aborted && isAbort(error))) {
    return error;
  }
  if (error instanceof CancelledFailure && aborted) {
    error.failure = sealedFailureOf(error, converter);
    return error;
  }
  const failure = ensureApplicationFailure(error);
  return saysWhatToDo(failure) ? failure : quieten(failure, converter);
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

import {
  CancelledFailure,
  CompleteAsyncError,
  type Context,
} from '@temporalio/activity';
import {
  defaultFailureConverter,
  ensureApplicationFailure,
  type PayloadConverter,
} from '@temporalio/common';
import { encodeAttributes } from '../workflow/sealing/encodeAttributes';

/**
 * What an activity threw, with its words where a codec can seal them. Temporal's
 * failure converter takes a failure that is there already as it is.
 */
export function sealFailure(
  error: unknown,
  converter: PayloadConverter,
  { cancellationSignal }: Pick<Context, 'cancellationSignal'>,
): unknown {
  // Temporal knows these by what they are, and writes nothing of what they say.
  if (
    error instanceof CompleteAsyncError ||
    isAbort(error, cancellationSignal)
  ) {
    return error;
  }
  const failed =
    error instanceof CancelledFailure ? error : ensureApplicationFailure(error);
  failed.failure = encodeAttributes(
    defaultFailureConverter.errorToFailure(failed, converter),
  );
  return failed;
}

function isAbort(error: unknown, { aborted }: AbortSignal): boolean {
  return aborted && error instanceof Error && error.name === 'AbortError';
}

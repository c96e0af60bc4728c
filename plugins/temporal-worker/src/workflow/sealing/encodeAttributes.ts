import { defaultPayloadConverter, type ProtoFailure } from '@temporalio/common';

// Where a failure's words are encoded, this is what every SDK says instead.
const INSTEAD = 'Encoded failure';

/**
 * Moves what a failure and its causes say, with their stack traces, into their
 * encoded attributes, where a codec can seal it. Their types stay.
 */
export function encodeAttributes(failure: ProtoFailure): ProtoFailure {
  const { message, stackTrace, cause, encodedAttributes } = failure;
  return {
    ...failure,
    message: INSTEAD,
    stackTrace: '',
    // One that came from an activity has them already, opened.
    encodedAttributes:
      encodedAttributes ??
      defaultPayloadConverter.toPayload({ message, stack_trace: stackTrace }),
    cause: cause && encodeAttributes(cause),
  };
}

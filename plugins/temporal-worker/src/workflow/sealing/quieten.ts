import {
  ApplicationFailure,
  type ApplicationFailureOptions,
  defaultFailureConverter,
  defaultPayloadConverter,
  type PayloadConverter,
  type ProtoFailure,
  type TemporalFailure,
} from '@temporalio/common';
import { encodeAttributes } from './encodeAttributes';

/**
 * A failure that says nothing by itself: Temporal logs what is thrown. What the
 * given one says is where a codec can seal it, and from there goes out instead,
 * since a failure converter takes a failure that is there already as it is.
 */
export function quieten(
  failure: TemporalFailure,
  converter: PayloadConverter = defaultPayloadConverter,
): TemporalFailure {
  const quiet = ApplicationFailure.create({
    message:
      'What this failure says is sealed, because the run was given secrets',
    ...kindOf(failure),
  });
  quiet.failure = sealedFailureOf(failure, converter);
  quiet.stack = [`${quiet.name}: ${quiet.message}`, ...placesOf(failure)].join(
    '\n',
  );
  return quiet;
}

/** What a failure says, as Temporal writes it, where a codec can seal it. */
export function sealedFailureOf(
  failure: TemporalFailure,
  converter: PayloadConverter,
): ProtoFailure {
  return encodeAttributes(
    defaultFailureConverter.errorToFailure(failure, converter),
  );
}

/** Where an error was thrown, without what it says. */
export function placesOf({ stack = '' }: Error): readonly string[] {
  return stack.split('\n').filter(line => /^\s+at \S/.test(line));
}

function kindOf(failure: TemporalFailure): ApplicationFailureOptions {
  if (!(failure instanceof ApplicationFailure)) {
    return {};
  }
  const { type, nonRetryable, category } = failure;
  return {
    type: type ?? undefined,
    nonRetryable: nonRetryable ?? undefined,
    category: category ?? undefined,
  };
}

import type { JsonValue } from '@backstage/types';

/**
 * A value in the input of a test's run that is to be sealed; see `secret`.
 * @public
 */
export class TestSecret {
  readonly #value: JsonValue;

  constructor(value: JsonValue) {
    this.#value = value;
  }

  /** The value, in no envelope. */
  get value(): JsonValue {
    return this.#value;
  }
}

/**
 * Marks a value in the input of a test's run, where the action's schema has a
 * secret: `TestBackend.sign` puts it into an envelope.
 * @public
 */
export function secret(value: JsonValue): TestSecret {
  return new TestSecret(value);
}

import { InputError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { assertPortable } from './assertPortable';
import { invalidFields } from './invalidFields';
import { isOutOfTime, withinTime } from './withinTime';
import type { FieldError, JsonSchema } from 'backstage-plugin-temporal-common';
import type { Action } from 'backstage-plugin-temporal-node';

const COMPILED_MOST = 200;
const CHECKED_WITHIN_MS = 500;

/** The schema of an action that takes no input. */
const NOTHING: JsonSchema = { type: 'object', properties: {} };

/** The input schema as offered and enforced: unknown fields are errors. */
export function inputSchemaOf(action: Action): JsonSchema {
  return { additionalProperties: false, ...(action.spec.input ?? NOTHING) };
}

/** Checks inputs against the actions' schemas. */
export class ActionInputs {
  readonly #compiled = new Map<string, ValidateFunction>();

  /**
   * The input with the schema's defaults filled in.
   * @throws InputError with `fields` that name each wrong field
   */
  check(action: Action, input: JsonObject): JsonObject {
    assertPortable(input);
    const validate = this.#validator(action);
    const filled = structuredClone(input);
    // A schema that answers with a promise has not said yes.
    if (answer(action, () => validate(filled)) === true) return filled;
    throw invalidFields(
      `The input of ${action.title} is wrong`,
      (validate.errors ?? []).map(toFieldError),
    );
  }

  #validator(action: Action): ValidateFunction {
    const schema = inputSchemaOf(action);
    const key = JSON.stringify(schema);
    const known = this.#compiled.get(key);
    if (known) return known;
    const compiled = compile(action, schema);
    if (this.#compiled.size >= COMPILED_MOST) this.#compiled.clear();
    this.#compiled.set(key, compiled);
    return compiled;
  }
}

/** A pattern that backtracks for ever is its author's slip, not an outage. */
function answer(action: Action, check: () => unknown): unknown {
  try {
    return withinTime(CHECKED_WITHIN_MS, check);
  } catch (error) {
    if (!isOutOfTime(error)) throw error;
    throw new InputError(
      `The input of ${action.title} takes too long to check; its owner ${action.spec.owner} must simplify the patterns of its schema`,
    );
  }
}

function compile(action: Action, schema: JsonSchema): ValidateFunction {
  const ajv = new Ajv({ allErrors: true, strict: false, useDefaults: true });
  addFormats(ajv);
  try {
    return ajv.compile(schema);
  } catch (error) {
    throw new InputError(
      `The input schema of ${action.ref} does not compile, so it can’t be run; its owner ${action.spec.owner} must mend it`,
      error,
    );
  }
}

function toFieldError(error: ErrorObject): FieldError {
  const at = `/input${error.instancePath}`;
  const { missingProperty, additionalProperty, allowedValues } = error.params;
  if (error.keyword === 'required') {
    return { path: `${at}/${missingProperty}`, message: 'is required' };
  }
  if (error.keyword === 'additionalProperties') {
    const path = `${at}/${additionalProperty}`;
    return { path, message: 'is not a field of this action' };
  }
  if (error.keyword === 'enum') {
    const message = `must be one of ${allowedValues.join(', ')}`;
    return { path: at, message };
  }
  return { path: at, message: error.message ?? 'is not valid' };
}

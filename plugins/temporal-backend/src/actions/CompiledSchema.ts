import type { JsonObject, JsonValue } from '@backstage/types';
import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import {
  isSecretSchema,
  type JsonSchema,
} from 'backstage-plugin-temporal-common';

/** The keyword of JSON Schema by which a value is marked as secret. */
const MARK = 'writeOnly';

/** What is wrong with a value, if anything, and where it is secret. */
interface Checked {
  readonly errors: readonly ErrorObject[];
  readonly secrets: ReadonlySet<string>;
}

/**
 * A schema that checks values, and notes which of their parts it marks as secret.
 * A mark counts wherever the schema was tried on the value, also in a branch that
 * did not fit.
 */
export class CompiledSchema {
  readonly #validate: ValidateFunction;
  #secrets = new Set<string>();

  /** @throws Error if it does not compile */
  constructor(schema: JsonSchema) {
    const ajv = new Ajv({ allErrors: true, strict: false, useDefaults: true });
    addFormats(ajv);
    ajv.removeKeyword(MARK);
    ajv.addKeyword({
      keyword: MARK,
      schemaType: 'boolean',
      errors: false,
      compile: (isMarked: boolean) => (_value, at) => {
        if (isMarked && at) this.#secrets.add(at.instancePath);
        return true;
      },
    });
    this.#validate = ajv.compile(marked(schema));
  }

  /** Fills in the schema's defaults, in the value itself. */
  check(value: JsonObject): Checked {
    this.#secrets = new Set();
    // A schema that answers with a promise has not said yes.
    const valid = this.#validate(value) === true;
    const errors = valid ? [] : this.#validate.errors ?? [];
    if (!valid && errors.length === 0) throw new Error('It did not say yes');
    return { errors, secrets: this.#secrets };
  }
}

/** The same schema with one mark for all ways to say that a value is secret. */
function marked<T extends JsonValue | undefined>(schema: T): T;
function marked(schema: JsonValue | undefined): JsonValue | undefined {
  if (Array.isArray(schema)) return schema.map(one => marked(one));
  if (typeof schema !== 'object' || schema === null) return schema;
  const parts = Object.entries(schema).map(([key, value]) => [
    key,
    marked(value),
  ]);
  const secret = isSecretSchema(schema) ? { [MARK]: true } : {};
  return { ...Object.fromEntries(parts), ...secret };
}

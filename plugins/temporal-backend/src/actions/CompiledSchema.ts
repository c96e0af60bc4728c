import type { JsonObject } from '@backstage/types';
import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { JsonSchema } from 'backstage-plugin-temporal-common';
import { findsSecrets, type FindSecrets } from '../secrets/secretPaths';

/** What is wrong with a value, if anything, and where it is secret. */
interface Checked {
  readonly errors: readonly ErrorObject[];
  readonly secrets: ReadonlySet<string>;
}

/** A schema that checks values, and says which of their parts are secret. */
export class CompiledSchema {
  readonly #validate: ValidateFunction;
  readonly #findSecrets: FindSecrets;

  /** @throws Error if it does not compile */
  constructor(schema: JsonSchema) {
    const ajv = new Ajv({ allErrors: true, strict: false, useDefaults: true });
    addFormats(ajv);
    this.#validate = ajv.compile(schema);
    this.#findSecrets = findsSecrets(schema);
  }

  /** Fills in the schema's defaults, in the value itself. */
  check(value: JsonObject): Checked {
    // A schema that answers with a promise has not said yes.
    const valid = this.#validate(value) === true;
    const errors = valid ? [] : this.#validate.errors ?? [];
    if (!valid && errors.length === 0) throw new Error('It did not say yes');
    return { errors, secrets: new Set(this.#findSecrets(value)) };
  }
}

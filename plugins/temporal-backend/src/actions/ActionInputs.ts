import { ConflictError, InputError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import { CompiledSchema } from './CompiledSchema';
import { assertPortable } from './assertPortable';
import { invalidFields } from './invalidFields';
import { toFieldError } from './toFieldError';
import { isOutOfTime, withinTime } from './withinTime';
import type { JsonSchema } from 'backstage-plugin-temporal-common';
import type { Action } from 'backstage-plugin-temporal-node';

const COMPILED_MOST = 200;
const CHECKED_WITHIN_MS = 500;

/** The schema of an action that takes no input. */
const NOTHING: JsonSchema = { type: 'object', properties: {} };

/** The input schema as offered and enforced: unknown fields are errors. */
export function inputSchemaOf(action: Action): JsonSchema {
  return { additionalProperties: false, ...(action.spec.input ?? NOTHING) };
}

/** Whose schema it is that something is checked against, in words. */
interface Checked {
  readonly schema: JsonSchema;
  /** Such as `The input of Migrate`. */
  readonly what: string;
  /** Who wrote the schema, and must mend it. */
  readonly author: string;
  /** What paths in errors begin with. */
  readonly root: string;
}

/** What was checked, and where, by JSON pointers, it is secret. */
export interface CheckedValue {
  readonly value: JsonObject;
  readonly secrets: ReadonlySet<string>;
}

/** Checks inputs against the actions' schemas, and answers against questions'. */
export class ActionInputs {
  readonly #compiled = new Map<string, CompiledSchema>();

  /**
   * The input with the schema's defaults filled in, and what of it is secret.
   * @throws InputError with `fields` that name each wrong field
   */
  check(action: Action, input: JsonObject): CheckedValue {
    return this.#check(input, {
      schema: inputSchemaOf(action),
      what: `The input of ${action.title}`,
      author: `the owner ${action.spec.owner} of ${action.ref}`,
      root: '/input',
    });
  }

  /**
   * Checks an answer against its question's schema. Nothing is filled in: what
   * is signed is what was sent.
   * @throws InputError with `fields` that name each wrong field
   */
  checkAnswer(
    { schema, title }: { readonly schema: JsonSchema; readonly title: string },
    given: JsonObject,
  ): void {
    this.#check(given, {
      schema: { additionalProperties: false, ...schema },
      what: `The answer to "${title}"`,
      author: 'whoever wrote the workflow that asks',
      root: '/answer',
    });
  }

  /** @throws ConflictError if a question's schema can't be used */
  assertCompiles(title: string, schema: JsonSchema): void {
    try {
      this.#compiledOf({
        schema: { additionalProperties: false, ...schema },
        what: `The answer to "${title}"`,
        author: 'whoever wrote the workflow that asks',
        root: '/answer',
      });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      throw new ConflictError(error.message);
    }
  }

  #check(given: JsonObject, checked: Checked): CheckedValue {
    assertPortable(given, checked.root);
    const schema = this.#compiledOf(checked);
    const value = structuredClone(given);
    const { errors, secrets } = answer(checked, () => schema.check(value));
    if (errors.length === 0) return { value, secrets };
    throw invalidFields(
      `${checked.what} is wrong`,
      errors.map(error => toFieldError(error, checked.root, secrets)),
    );
  }

  #compiledOf(checked: Checked): CompiledSchema {
    const key = JSON.stringify(checked.schema);
    const known = this.#compiled.get(key);
    if (known) return known;
    const compiled = compile(checked);
    if (this.#compiled.size >= COMPILED_MOST) this.#compiled.clear();
    this.#compiled.set(key, compiled);
    return compiled;
  }
}

/** A pattern that backtracks for ever is its author's slip, not an outage. */
function answer<T>({ author, what }: Checked, check: () => T): T {
  try {
    return withinTime(CHECKED_WITHIN_MS, check);
  } catch (error) {
    if (!isOutOfTime(error)) throw error;
    throw new InputError(
      `${what} takes too long to check; ${author} must simplify the patterns of its schema`,
    );
  }
}

function compile({ author, schema, what }: Checked): CompiledSchema {
  try {
    return new CompiledSchema(schema);
  } catch (error) {
    throw new InputError(
      `${what} has a schema that does not compile; ${author} must mend it`,
      error,
    );
  }
}

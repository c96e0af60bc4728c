import type { JsonValue } from '@backstage/types';
import type { JsonSchema } from 'backstage-plugin-temporal-common';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';

/** Finds what is secret in a value: JSON pointers, none below another. */
export type FindSecrets = (value: JsonValue) => readonly string[];

/**
 * Makes what finds the secret parts of values, by having them validated: ajv
 * follows a schema to wherever it applies, and each mark it comes across says
 * where it is.
 * @param schema - which is known to compile
 */
export function findsSecrets(schema: JsonSchema): FindSecrets {
  let found: string[] = [];
  const ajv = new Ajv({
    allErrors: true,
    strict: false,
    validateSchema: false,
  });
  addFormats(ajv);
  ajv.removeKeyword('writeOnly');
  ajv.addKeyword({
    keyword: 'writeOnly',
    schemaType: 'boolean',
    errors: false,
    compile: (marked: boolean) => (_value, at) => {
      if (marked && at) found.push(at.instancePath);
      return true;
    },
  });
  // The first branch that fits would hide that another marks a secret.
  ajv.removeKeyword('anyOf');
  ajv.addKeyword({
    keyword: 'anyOf',
    schemaType: 'array',
    macro: branches => ({ oneOf: branches }),
  });
  const follow = ajv.compile(withPlainMarks(schema));
  return value => {
    found = [];
    follow(value);
    return outermost(found);
  };
}

/** With one mark for both ways to say that something is secret. */
function withPlainMarks(schema: JsonSchema): JsonSchema {
  return JSON.parse(JSON.stringify(schema), (_key, part) =>
    part?.format === 'password' ? { ...part, writeOnly: true } : part,
  );
}

function outermost(pointers: readonly string[]): readonly string[] {
  const all = [...new Set(pointers)];
  return all.filter(
    pointer => !all.some(other => pointer.startsWith(`${other}/`)),
  );
}

import type { JsonValue } from '@backstage/types';
import { z } from 'zod';
import type { JsonSchema } from './action';
import { isSecretSchema } from './secrets';
import { orMissing } from './problems';

const MAX_BYTES = 64 * 1024;
const DRAFT_07 = /^http:\/\/json-schema\.org\/draft-07\/schema#?$/;

type Path = readonly (string | number)[];
type Problem = { readonly path: Path; readonly message: string };

/**
 * Keywords that would reach beyond this one schema: another document, a name
 * shared with every other action's schema, or an answer that is a promise and
 * so never false.
 */
function keywordProblem(key: string, value: JsonValue): string | undefined {
  if (key === '$ref' && typeof value === 'string' && !value.startsWith('#')) {
    return 'must point into the same schema (#/…); others are never fetched';
  }
  if (key === '$id' && typeof value === 'string') {
    return 'is not allowed here; refer to parts by #/definitions/…';
  }
  if (key === '$async' && value === true) {
    return 'is not allowed here';
  }
  return undefined;
}

function keywordProblems(value: JsonValue | undefined, path: Path): Problem[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) =>
      keywordProblems(item, [...path, index]),
    );
  }
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, inner]) => {
    const message =
      inner === undefined ? undefined : keywordProblem(key, inner);
    const here = [...path, key];
    return message ? [{ path: here, message }] : keywordProblems(inner, here);
  });
}

/**
 * A secret that a file in Git names is none, and what a schema compares a value
 * with is said when it differs.
 */
const TELLING = ['default', 'const', 'enum', 'examples'] as const;

function secretProblems(value: JsonValue | undefined, path: Path): Problem[] {
  if (typeof value !== 'object' || value === null) return [];
  const told = Array.isArray(value) || !isSecretSchema(value) ? [] : TELLING;
  const here = told
    .filter(key => key in value)
    .map(key => ({
      path: [...path, key],
      message: 'would tell the secret to everybody who reads this file',
    }));
  const deeper = Object.entries(value).flatMap(([key, inner]) =>
    secretProblems(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return [...here, ...deeper];
}

function rootProblems(schema: JsonSchema): Problem[] {
  const problems: Problem[] = [];
  if (isSecretSchema(schema)) {
    problems.push({
      path: [],
      message: 'can only have secret fields, not be secret as a whole',
    });
  }
  if (schema.type !== 'object') {
    problems.push({
      path: ['type'],
      message: 'must be object: a run takes one object as its input',
    });
  }
  const { $schema } = schema;
  if (
    $schema !== undefined &&
    !(typeof $schema === 'string' && DRAFT_07.test($schema))
  ) {
    problems.push({
      path: ['$schema'],
      message: 'must be http://json-schema.org/draft-07/schema#, or left out',
    });
  }
  return problems;
}

function isTooLarge(schema: JsonSchema): boolean {
  return new TextEncoder().encode(JSON.stringify(schema)).length > MAX_BYTES;
}

/**
 * The `input` of an Action: a JSON Schema (draft-07) of one object that stands
 * alone.
 */
export const actionInputSchema: z.ZodType<JsonSchema> = z
  .record(
    z.string(),
    z.json(),
    orMissing('must be a JSON Schema whose type is object'),
  )
  .superRefine((schema, context) => {
    if (isTooLarge(schema)) {
      context.addIssue({
        code: 'custom',
        message: `must be at most ${MAX_BYTES / 1024} kB as JSON`,
      });
      return;
    }
    for (const { path, message } of [
      ...rootProblems(schema),
      ...keywordProblems(schema, []),
      ...secretProblems(schema, []),
    ]) {
      context.addIssue({ code: 'custom', path: [...path], message });
    }
  });

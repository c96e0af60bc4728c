import type { ErrorObject } from 'ajv';
import type { FieldError } from 'backstage-plugin-temporal-common';

/**
 * What a person is told of an error of ajv.
 * @param root - what paths begin with
 * @param secrets - pointers to what is secret, of which nothing is quoted: not
 *   its value, nor the keys in it
 */
export function toFieldError(
  error: ErrorObject,
  root: string,
  secrets: ReadonlySet<string>,
): FieldError {
  const { instancePath } = error;
  const secret = [...secrets].find(
    pointer =>
      instancePath === pointer || instancePath.startsWith(`${pointer}/`),
  );
  return secret === undefined
    ? plainError(error, root)
    : secretError(error, root, secret);
}

function plainError(error: ErrorObject, root: string): FieldError {
  const at = `${root}${error.instancePath}`;
  const { missingProperty, additionalProperty, allowedValues } = error.params;
  if (error.keyword === 'required') {
    return { path: `${at}/${missingProperty}`, message: 'is required' };
  }
  if (error.keyword === 'additionalProperties') {
    const path = `${at}/${additionalProperty}`;
    return {
      path,
      message: `is not a field of this ${
        root === '/input' ? 'action' : 'question'
      }`,
    };
  }
  if (error.keyword === 'enum') {
    const message = `must be one of ${allowedValues.join(', ')}`;
    return { path: at, message };
  }
  return { path: at, message: error.message ?? 'is not valid' };
}

/** By length and type, which the schema says to everybody, or in general. */
function secretError(
  { instancePath, keyword, message }: ErrorObject,
  root: string,
  secret: string,
): FieldError {
  const told = ['type', 'minLength', 'maxLength', 'pattern'];
  const plain = instancePath === secret && told.includes(keyword);
  return {
    path: `${root}${secret}`,
    message: (plain && message) || 'is not as it must be',
  };
}

import { InputError } from '@backstage/errors';
import type { FieldError } from 'backstage-plugin-temporal-common';

/**
 * An InputError that names each wrong field in its message and, for pages, in
 * its property `fields`.
 */
export function invalidFields(
  what: string,
  fields: readonly FieldError[],
): InputError {
  const list = fields.map(({ path, message }) => `${path} ${message}`);
  return Object.assign(new InputError(`${what}: ${list.join('; ')}`), {
    fields,
  });
}

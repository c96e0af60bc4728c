import { InputError } from '@backstage/errors';
import type { FieldError } from 'backstage-plugin-temporal-common';
import { oneLine } from './oneLine';

const NAMED_MOST = 20;
const LONGEST = 300;

/**
 * An InputError that names each wrong field in its message and, for pages, in
 * its property `fields`.
 */
export function invalidFields(
  what: string,
  fields: readonly FieldError[],
): InputError {
  // Names and numbers of fields come from whoever sent them.
  const named = fields.slice(0, NAMED_MOST).map(({ path, message }) => ({
    path: oneLine(path, LONGEST),
    message: oneLine(message, LONGEST),
  }));
  const list = named.map(({ path, message }) => `${path} ${message}`);
  const more = fields.length - named.length;
  if (more > 0) list.push(`and ${more} more`);
  return Object.assign(new InputError(`${what}: ${list.join('; ')}`), {
    fields: named,
  });
}

import type { z } from 'zod';
import { invalidFields } from '../actions/invalidFields';

/**
 * Reads a request.
 * @param where - what the paths in the error begin with, such as `/body`
 * @throws InputError with `fields` that name each wrong field
 */
export function parse<T extends z.ZodType>(
  schema: T,
  value: unknown,
  where = '',
): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.flatMap(issue => {
    const names = issue.code === 'unrecognized_keys' ? issue.keys : [];
    const path = `${where}/${issue.path.join('/')}`.replace(/\/$/, '');
    return names.length > 0
      ? names.map(name => ({
          path: `${path}/${name}`,
          message: 'is not a field of this request',
        }))
      : [{ path, message: issue.message }];
  });
  throw invalidFields('The request is wrong', fields);
}

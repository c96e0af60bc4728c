import { InputError } from '@backstage/errors';

/** A place in a list, as pages are asked for with it. */
export function encodeCursor(position: string): string {
  return Buffer.from(position).toString('base64url');
}

/** @throws InputError if it is not a cursor of ours, which match the pattern */
export function decodeCursor(cursor: string, pattern: RegExp): RegExpExecArray {
  const match = pattern.exec(Buffer.from(cursor, 'base64url').toString());
  if (match) return match;
  throw new InputError(
    'cursor is not one that this API gave out; ask for the first page without one',
  );
}

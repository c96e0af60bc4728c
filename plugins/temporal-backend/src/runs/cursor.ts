import { InputError } from '@backstage/errors';

const POSITION =
  /^(\d{1,15}):([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

/** Where a page of runs ends: the next one starts behind it. */
export interface Position {
  readonly requestedAt: Date;
  readonly id: string;
}

export function encodeCursor(position: Position): string {
  const text = `${position.requestedAt.getTime()}:${position.id}`;
  return Buffer.from(text).toString('base64url');
}

/** @throws InputError if it is not a cursor of ours */
export function decodeCursor(cursor: string): Position {
  const text = Buffer.from(cursor, 'base64url').toString();
  const match = POSITION.exec(text);
  if (!match) {
    throw new InputError(
      'cursor is not one that this API gave out; ask for the first page without one',
    );
  }
  return { requestedAt: new Date(Number(match[1])), id: match[2] };
}

import * as cursors from '../cursor';

const POSITION =
  /^(\d{1,15}):([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

/** Where a page of runs ends: the next one starts behind it. */
export interface Position {
  readonly requestedAt: Date;
  readonly id: string;
}

export function encodeCursor(position: Position): string {
  return cursors.encodeCursor(
    `${position.requestedAt.getTime()}:${position.id}`,
  );
}

/** @throws InputError if it is not a cursor of ours */
export function decodeCursor(cursor: string): Position {
  const match = cursors.decodeCursor(cursor, POSITION);
  return { requestedAt: new Date(Number(match[1])), id: match[2] };
}

import { InputError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';

/** Deeper values exhaust the stack of whoever writes or reads them as JSON. */
const DEEPEST = 100;
/** Half a character has no UTF-8, so it has no canonical JSON either. */
const HALF_A_CHARACTER = /\p{Cs}/u;

/**
 * Whether every worker, in whatever language, reads an input alike.
 * @throws InputError that says what is not so
 */
export function assertPortable(input: JsonObject, root = '/input'): void {
  let level: unknown[] = [input];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) {
      throw new InputError(
        `${root} is nested more than ${DEEPEST} levels deep; make it flatter`,
      );
    }
    level = level.flatMap(value => partsOf(value, root));
  }
}

function partsOf(value: unknown, root: string): unknown[] {
  if (typeof value === 'string' && HALF_A_CHARACTER.test(value)) {
    throw new InputError(
      `${root} has text with half of a character in it (an unpaired surrogate); write it again`,
    );
  }
  if (typeof value !== 'object' || value === null) return [];
  return Array.isArray(value) ? value : Object.entries(value).flat();
}

const ALPHABET =
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** What an answer's statement says of itself. Nobody has checked it yet. */
export interface Peeked {
  readonly runId: string;
  readonly question: string;
  readonly answerer: string;
  /** In seconds since the epoch. */
  readonly exp: number;
}

/**
 * Reads a statement without a key. A validator must answer at once and so can
 * check no signature; but what it turns away leaves no trace, so that the same
 * answer can be sent again under the same id.
 * @returns `undefined` if it is no statement
 */
export function peek(statement: string): Peeked | undefined {
  try {
    const claims: unknown = JSON.parse(decoded(statement.split('.')[1] ?? ''));
    return isPeeked(claims) ? claims : undefined;
  } catch {
    return undefined;
  }
}

// Temporal's sandbox has no atob.
function decoded(base64url: string): string {
  const bytes: number[] = [];
  let bits = 0;
  let pending = 0;
  for (const character of base64url) {
    pending = ((pending << 6) | ALPHABET.indexOf(character)) & 0xfff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((pending >> bits) & 0xff);
    }
  }
  return new TextDecoder().decode(Uint8Array.from(bytes));
}

function isPeeked(value: unknown): value is Peeked {
  return (
    typeof value === 'object' &&
    value !== null &&
    'runId' in value &&
    typeof value.runId === 'string' &&
    'question' in value &&
    typeof value.question === 'string' &&
    'answerer' in value &&
    typeof value.answerer === 'string' &&
    'exp' in value &&
    typeof value.exp === 'number'
  );
}

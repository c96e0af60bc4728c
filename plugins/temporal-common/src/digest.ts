import canonicalize from 'canonicalize';

/**
 * SHA-256 over the canonical JSON (RFC 8785) of a value, in lower-case hex.
 * Backend and worker compute it alike, so that a run's input can be compared
 * without sending it.
 * @throws TypeError if the value has no JSON form
 * @public
 */
export async function digestOf(value: unknown): Promise<string> {
  const text = canonicalize(value);
  if (text === undefined) {
    throw new TypeError('A value without a JSON form has no digest');
  }
  const hash = await crypto.subtle.digest(
    'SHA-256',
    new TextEncoder().encode(text),
  );
  return Array.from(new Uint8Array(hash), byte =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

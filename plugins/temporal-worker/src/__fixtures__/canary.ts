import { randomBytes } from 'node:crypto';

/** A value that occurs nowhere else. */
export function aCanary(): string {
  return `canary-${randomBytes(9).toString('hex')}`;
}

/** The ways in which a value stands in bytes that quote it. */
export function formsOf(canary: string): readonly string[] {
  const bytes = Buffer.from(canary);
  // In base64 it looks different wherever it begins; its ends mix with others.
  const inBase64 = [0, 1, 2].map(offset =>
    Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .slice(4, -4),
  );
  return [canary, bytes.toString('hex'), ...inBase64];
}

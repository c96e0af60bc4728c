import { decodeJwt } from 'jose';
import { FromFiles } from '../files/FromFiles';

/** What a header can carry. */
const TOKEN = /^[\x21-\x7e]+$/;

/** The bearer token in a file, which may be changed. */
export function readApiKey(path: string, setting: string): FromFiles<string> {
  return new FromFiles([{ setting, path }], ([content]) =>
    readToken(content, setting),
  );
}

function readToken(content: Buffer, setting: string): string {
  const token = content.toString('utf8').trim();
  if (!TOKEN.test(token)) {
    throw new Error(
      `The file of ${setting} must hold one token and nothing else`,
    );
  }
  const expires = expiryOfToken(token);
  if (expires && expires < new Date()) {
    throw new Error(
      `The token in the file of ${setting} expired at ${expires.toISOString()}; put a new one there`,
    );
  }
  return token;
}

/** When a token expires that says so, as a JWT may. */
export function expiryOfToken(token: string): Date | undefined {
  try {
    const { exp } = decodeJwt(token);
    return exp === undefined ? undefined : new Date(exp * 1000);
  } catch {
    return undefined;
  }
}

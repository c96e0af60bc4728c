import { STATEMENT_TYPE } from 'backstage-plugin-temporal-common';
import {
  decodeJwt,
  decodeProtectedHeader,
  generateKeyPair,
  SignJWT,
} from 'jose';

/** What a statement says, signed by somebody else under the given key id. */
export async function signedByAnother(statement: string, kid?: string) {
  const { privateKey } = await generateKeyPair('ES256');
  return new SignJWT(decodeJwt(statement))
    .setProtectedHeader({
      alg: 'ES256',
      typ: STATEMENT_TYPE,
      kid: kid ?? decodeProtectedHeader(statement).kid,
    })
    .sign(privateKey);
}

/** What a statement says, as a symmetric signature with a guessed secret. */
export function signedSymmetrically(statement: string) {
  return new SignJWT(decodeJwt(statement))
    .setProtectedHeader({
      alg: 'HS256',
      typ: STATEMENT_TYPE,
      kid: decodeProtectedHeader(statement).kid,
    })
    .sign(new TextEncoder().encode('a secret of at least thirty-two bytes'));
}

/** What a statement says, with no signature at all. */
export function unsigned(statement: string) {
  const [, payload] = statement.split('.');
  return `${encoded({ alg: 'none', typ: STATEMENT_TYPE })}.${payload}.`;
}

/** A statement whose initiator was changed after it was signed. */
export function altered(statement: string) {
  const [header, , signature] = statement.split('.');
  const claims = {
    ...decodeJwt(statement),
    initiator: { kind: 'user', entityRef: 'user:default/mallory' },
  };
  return `${header}.${encoded(claims)}.${signature}`;
}

function encoded(value: unknown) {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

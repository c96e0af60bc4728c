import {
  decodeJwt,
  decodeProtectedHeader,
  generateKeyPair,
  SignJWT,
} from 'jose';

/** A statement that nobody should believe, and what a worker says of it. */
export interface ForgedStatement {
  readonly statement: string;
  readonly refusal: RegExp;
}

const NOT_SIGNED = /not one the backend signed/;

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** What somebody may make of a statement who does not have the backend's key. */
export async function forgedStatements(
  statement: string,
): Promise<readonly ForgedStatement[]> {
  const [head, body, signature] = statement.split('.');
  const header = decodeProtectedHeader(statement);
  const claims = decodeJwt(statement);
  const changed = {
    ...claims,
    initiator: { kind: 'user', entityRef: 'user:default/pat' },
  };
  const { privateKey } = await generateKeyPair('ES256');
  const signed = (changes: object) =>
    new SignJWT(claims)
      .setProtectedHeader({ ...header, alg: 'ES256', ...changes })
      .sign(privateKey);
  const symmetric = await new SignJWT(claims)
    .setProtectedHeader({ ...header, alg: 'HS256' })
    .sign(new TextEncoder().encode('a secret of at least thirty-two bytes'));
  const none = encoded({ ...header, alg: 'none' });
  return [
    {
      statement: `${head}.${encoded(changed)}.${signature}`,
      refusal: NOT_SIGNED,
    },
    { statement: await signed({}), refusal: NOT_SIGNED },
    { statement: symmetric, refusal: NOT_SIGNED },
    { statement: `${none}.${body}.`, refusal: NOT_SIGNED },
    {
      statement: await signed({ kid: 'another' }),
      refusal: /a key the backend does not publish/,
    },
    { statement: 'noise', refusal: NOT_SIGNED },
  ];
}

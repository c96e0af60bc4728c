import {
  ANSWER_TYPE,
  STATEMENT_TYPE,
  type AnswerClaims,
  type StatementClaims,
} from 'backstage-plugin-temporal-common';
import {
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  jwtVerify,
  SignJWT,
  type GenerateKeyPairResult,
} from 'jose';

/** The ES256 keys of a test backend; the newest signs, all are published. */
export class TestKeys {
  readonly #keys: GenerateKeyPairResult[] = [];

  async rotate(): Promise<void> {
    this.#keys.push(await generateKeyPair('ES256'));
  }

  async sign(claims: StatementClaims): Promise<string> {
    return this.#sign(new SignJWT({ ...claims }).setIssuedAt(), STATEMENT_TYPE);
  }

  async signAnswer(claims: AnswerClaims): Promise<string> {
    return this.#sign(new SignJWT({ ...claims }), ANSWER_TYPE);
  }

  #sign(jwt: SignJWT, typ: string): Promise<string> {
    const newest = this.#keys.length - 1;
    return jwt
      .setProtectedHeader({ alg: 'ES256', kid: keyId(newest), typ })
      .sign(this.#keys[newest].privateKey);
  }

  /** @throws JOSEError if none of these keys signed it */
  async assertSigned(statement: string): Promise<void> {
    await jwtVerify(statement, createLocalJWKSet(await this.published()), {
      algorithms: ['ES256'],
      typ: STATEMENT_TYPE,
    });
  }

  async published() {
    const keys = this.#keys.map(async ({ publicKey }, index) => ({
      ...(await exportJWK(publicKey)),
      kid: keyId(index),
      alg: 'ES256',
      use: 'sig',
    }));
    return { keys: await Promise.all(keys) };
  }
}

function keyId(index: number): string {
  return `test-key-${index}`;
}

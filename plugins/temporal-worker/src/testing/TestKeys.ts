import {
  STATEMENT_TYPE,
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
    const newest = this.#keys.length - 1;
    return new SignJWT({ ...claims })
      .setProtectedHeader({
        alg: 'ES256',
        kid: keyId(newest),
        typ: STATEMENT_TYPE,
      })
      .setIssuedAt()
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

import {
  ANSWER_TYPE,
  answerClaimsSchema,
  STATEMENT_TYPE,
  statementClaimsSchema,
  type AnswerClaims,
  type StatementClaims,
} from 'backstage-plugin-temporal-common';
import { ConflictError } from '@backstage/errors';
import { compactVerify, createLocalJWKSet, jwtVerify, SignJWT } from 'jose';
import { SIGNING_ALGORITHM } from './algorithm';
import type { SigningKeys } from './SigningKeys';

const ANSWER_GOOD_FOR_S = 60;

/** A signed statement, and the id of the key that signed it. */
export interface SignedStatement {
  readonly jws: string;
  readonly keyId: string;
}

/** Signs statements and reads them back. */
export class Statements {
  readonly #keys: SigningKeys;

  constructor(keys: SigningKeys) {
    this.#keys = keys;
  }

  async sign(claims: StatementClaims): Promise<SignedStatement> {
    const { id, key } = await this.#keys.current();
    const jws = await new SignJWT({ ...claims })
      .setProtectedHeader({
        alg: SIGNING_ALGORITHM,
        kid: id,
        typ: STATEMENT_TYPE,
      })
      .setIssuedAt()
      .sign(key);
    return { jws, keyId: id };
  }

  /** Signs that somebody may give an answer, now and for a minute. */
  async signAnswer(claims: Omit<AnswerClaims, 'iat' | 'exp'>): Promise<string> {
    const { id, key } = await this.#keys.current();
    const iat = Math.floor(Date.now() / 1000);
    return new SignJWT({ ...claims })
      .setProtectedHeader({ alg: SIGNING_ALGORITHM, kid: id, typ: ANSWER_TYPE })
      .setIssuedAt(iat)
      .setExpirationTime(iat + ANSWER_GOOD_FOR_S)
      .sign(key);
  }

  /**
   * The claims of an answer's statement of ours, however long ago it was signed:
   * it was good when the run took it.
   * @throws if the signature, the key, the type or the shape is wrong
   */
  async verifyOldAnswer(jws: string): Promise<AnswerClaims> {
    const keySet = createLocalJWKSet(await this.#keys.publicKeySet());
    const { payload, protectedHeader } = await compactVerify(jws, keySet, {
      algorithms: [SIGNING_ALGORITHM],
    });
    if (protectedHeader.typ !== ANSWER_TYPE) {
      throw new Error('It is not the statement of an answer');
    }
    return answerClaimsSchema.parse(
      JSON.parse(new TextDecoder().decode(payload)),
    );
  }

  /**
   * The claims of a statement of ours.
   * @throws if the signature, the key, the type or the shape is wrong
   */
  async verify(jws: string): Promise<StatementClaims> {
    const keySet = createLocalJWKSet(await this.#keys.publicKeySet());
    const { payload } = await jwtVerify(jws, keySet, {
      algorithms: [SIGNING_ALGORITHM],
      typ: STATEMENT_TYPE,
    });
    return statementClaimsSchema.parse(payload);
  }

  /**
   * The claims of a statement that somebody showed.
   * @throws ConflictError if it is not one of ours
   */
  async read(jws: string): Promise<StatementClaims> {
    try {
      return await this.verify(jws);
    } catch (error) {
      throw new ConflictError(
        `The statement is not one of this Backstage: ${
          error instanceof Error ? error.message : error
        }`,
      );
    }
  }
}

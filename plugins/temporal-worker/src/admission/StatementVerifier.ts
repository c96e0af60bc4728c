import {
  ANSWER_TYPE,
  answerClaimsSchema,
  KEY_SET_PATH,
  STATEMENT_TYPE,
  statementClaimsSchema,
  type AnswerClaims,
  type StatementClaims,
} from 'backstage-plugin-temporal-common';
import {
  createRemoteJWKSet,
  customFetch,
  decodeJwt,
  errors,
  jwtVerify,
  type FlattenedJWSInput,
  type JWSHeaderParameters,
} from 'jose';
import type { z } from 'zod';
import { pluginUrl, type Backend } from './Backend';
import { reasonOf, refused, unavailable } from './refusal';

// How long a freshly fetched key set is believed when a key is missing in it.
const COOLDOWN_MS = 2_000;

/** A kind of statement: how it is recognised, and how refusals speak of it. */
interface Kind<T> {
  readonly typ: string;
  readonly schema: z.ZodType<T>;
  readonly name: string;
  readonly advice: string;
}

const OF_A_RUN: Kind<StatementClaims> = {
  typ: STATEMENT_TYPE,
  schema: statementClaimsSchema,
  name: 'The statement of this run',
  advice: 'Start the run again from the catalog',
};

const OF_AN_ANSWER: Kind<AnswerClaims> = {
  typ: ANSWER_TYPE,
  schema: answerClaimsSchema,
  name: 'The statement of this answer',
  advice: "Give the answer again on the run's page",
};

/** Checks statements against the keys that the backend publishes. */
export class StatementVerifier {
  readonly #url: string;
  readonly #keySet: ReturnType<typeof createRemoteJWKSet>;
  #fetches = 0;

  constructor(backend: Backend) {
    this.#url = pluginUrl(backend, KEY_SET_PATH);
    this.#keySet = createRemoteJWKSet(new URL(this.#url), {
      cooldownDuration: COOLDOWN_MS,
      [customFetch]: (url, options) => {
        this.#fetches += 1;
        return fetch(url, options);
      },
    });
  }

  /**
   * The claims of a run's statement.
   * @throws ApplicationFailure, non-retryable when the statement is bad,
   * retryable when the key set can't be had
   */
  async verify(statement: string): Promise<StatementClaims> {
    return this.#claims(statement, OF_A_RUN);
  }

  /**
   * The claims of an answer's statement, which must not have expired at the
   * given time.
   * @throws as {@link StatementVerifier.verify}
   */
  async verifyAnswer(statement: string, at: Date): Promise<AnswerClaims> {
    return this.#claims(statement, OF_AN_ANSWER, at);
  }

  /**
   * The claims of an answer's statement, however long ago it was signed.
   * @throws as {@link StatementVerifier.verify}
   */
  async verifyOldAnswer(statement: string): Promise<AnswerClaims> {
    return this.#claims(statement, OF_AN_ANSWER, signingTime(statement));
  }

  async #claims<T>(statement: string, kind: Kind<T>, at?: Date): Promise<T> {
    const payload = await this.#payload(statement, kind, at);
    const claims = kind.schema.safeParse(payload);
    if (!claims.success) {
      throw refused(
        `${kind.name} is signed but unreadable to this worker: upgrade the worker to the version of the backend`,
      );
    }
    return claims.data;
  }

  async #payload<T>(statement: string, kind: Kind<T>, at?: Date) {
    try {
      const { payload } = await jwtVerify(
        statement,
        (header, token) => this.#key(header, token, kind),
        { algorithms: ['ES256'], typ: kind.typ, currentDate: at },
      );
      return payload;
    } catch (error) {
      if (error instanceof errors.JWTExpired) {
        throw refused(`${kind.name} has expired. ${kind.advice}`);
      }
      if (error instanceof errors.JOSEError || error instanceof TypeError) {
        throw refused(
          `${kind.name} is not one the backend signed (${error.message}). ${kind.advice}`,
        );
      }
      throw error;
    }
  }

  async #key<T>(
    header: JWSHeaderParameters,
    token: FlattenedJWSInput,
    kind: Kind<T>,
  ) {
    if (!header.kid) {
      throw refused(`${kind.name} names no key. ${kind.advice}`);
    }
    const fetchesBefore = this.#fetches;
    try {
      return await this.#keySet(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) {
        throw unavailable(
          `The backend's key set at ${this.#url} can't be read (${reasonOf(
            error,
          )}); trying again`,
        );
      }
      // Only a key set fetched after the statement was seen can say no: the
      // key may be newer than what we remember.
      throw this.#fetches > fetchesBefore
        ? refused(
            `${kind.name} is signed with a key the backend does not publish (${header.kid}). ${kind.advice}`,
          )
        : unavailable(
            `The key ${header.kid} is not in the key set as last read; reading it again`,
          );
    }
  }
}

/** When a statement says it was signed; `undefined` if it can't be read. */
function signingTime(statement: string): Date | undefined {
  try {
    const { iat } = decodeJwt(statement);
    return iat === undefined ? undefined : new Date(iat * 1000);
  } catch {
    return undefined;
  }
}

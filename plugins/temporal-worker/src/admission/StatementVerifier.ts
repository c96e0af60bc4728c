import {
  KEY_SET_PATH,
  STATEMENT_TYPE,
  statementClaimsSchema,
  type StatementClaims,
} from 'backstage-plugin-temporal-common';
import {
  createRemoteJWKSet,
  customFetch,
  errors,
  jwtVerify,
  type FlattenedJWSInput,
  type JWSHeaderParameters,
} from 'jose';
import { pluginUrl, type Backend } from './Backend';
import { reasonOf, refused, unavailable } from './refusal';

// How long a freshly fetched key set is believed when a key is missing in it.
const COOLDOWN_MS = 2_000;

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
   * The claims of a statement.
   * @throws ApplicationFailure, non-retryable when the statement is bad,
   * retryable when the key set can't be had
   */
  async verify(statement: string): Promise<StatementClaims> {
    const payload = await this.#payload(statement);
    const claims = statementClaimsSchema.safeParse(payload);
    if (!claims.success) {
      throw refused(
        'The statement of this run is signed but unreadable to this worker: upgrade the worker to the version of the backend',
      );
    }
    return claims.data;
  }

  async #payload(statement: string): Promise<unknown> {
    try {
      const { payload } = await jwtVerify(
        statement,
        (header, token) => this.#key(header, token),
        { algorithms: ['ES256'], typ: STATEMENT_TYPE },
      );
      return payload;
    } catch (error) {
      if (error instanceof errors.JOSEError || error instanceof TypeError) {
        throw refused(
          `The statement of this run is not one the backend signed (${error.message}). Start the run again from the catalog`,
        );
      }
      throw error;
    }
  }

  async #key(header: JWSHeaderParameters, token: FlattenedJWSInput) {
    if (!header.kid) {
      throw refused(
        'The statement of this run names no key. Start the run again from the catalog',
      );
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
            `The statement of this run is signed with a key the backend does not publish (${header.kid}). Start the run again from the catalog`,
          )
        : unavailable(
            `The key ${header.kid} is not in the key set as last read; reading it again`,
          );
    }
  }
}

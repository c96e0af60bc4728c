import { SignJWT } from 'jose';
import type { Knex } from 'knex';
import type { CredentialFact } from 'backstage-plugin-temporal-credentials';
import type { Call, CallRole } from '../temporal/Call';
import type { ClusterConfig, JwtConfig } from '../temporal/clusterConfig';
import { SIGNING_ALGORITHM } from './algorithm';
import { SigningKeys, type CurrentKey } from './SigningKeys';

/** Every call needs it, and it changes once in weeks. */
const KEY_KEPT_MS = 10_000;

/** In the words of the server's own claim mapper. */
const permissions: Record<CallRole, (namespace: string) => string> = {
  read: namespace => `${namespace}:read`,
  write: namespace => `${namespace}:write`,
  admin: namespace => `${namespace}:admin`,
  'system-admin': () => 'temporal-system:admin',
};

/** What a token says, and until when. */
interface Claims {
  readonly subject: string;
  readonly permissions: readonly string[];
  readonly expiresAt: Date;
}

/** Makes the tokens that one cluster of Temporal believes. */
export class TokenIssuer {
  readonly keys: SigningKeys;
  readonly #jwt: JwtConfig;
  readonly #setting: string;
  #kept: { readonly key: Promise<CurrentKey>; readonly at: number } | undefined;

  constructor(
    knex: Knex,
    cluster: Pick<ClusterConfig, 'name' | 'setting'>,
    jwt: JwtConfig,
  ) {
    const { publishFirstMs } = jwt;
    const purpose = `temporal/${cluster.name}`;
    this.keys = new SigningKeys(knex, { purpose, publishFirstMs });
    this.#jwt = jwt;
    this.#setting = `${cluster.setting}.jwt`;
  }

  /** Age at which the key is replaced. */
  get rotateAfterMs(): number {
    return this.#jwt.rotateAfterMs;
  }

  /** For one call: in its caller's name, for what it needs and nothing else. */
  tokenOf({ by, namespace, role }: Call): Promise<string> {
    return this.#sign({
      subject: by,
      permissions: [permissions[role](namespace)],
      expiresAt: new Date(Date.now() + this.#jwt.lifetimeMs),
    });
  }

  /** For a worker, which polls and answers: the server wants `write` for both. */
  tokenOfWorker(
    subject: string,
    namespaces: readonly string[],
    expiresAt: Date,
  ): Promise<string> {
    return this.#sign({
      subject,
      permissions: namespaces.map(permissions.write),
      expiresAt,
    });
  }

  /** What is known of the key that signs. */
  async facts(): Promise<readonly CredentialFact[]> {
    const setting = this.#setting;
    try {
      return [{ setting, since: (await this.#key()).createdAt }];
    } catch {
      // What the database says may tell too much.
      return [{ setting, trouble: 'The database does not give its key' }];
    }
  }

  async #sign({ expiresAt, subject, ...claims }: Claims): Promise<string> {
    const { id, key } = await this.#key();
    const token = new SignJWT({ permissions: claims.permissions })
      .setProtectedHeader({ alg: SIGNING_ALGORITHM, kid: id, typ: 'JWT' })
      .setSubject(subject)
      .setAudience(this.#jwt.audience)
      // No `iat`: a server whose clock is behind would refuse it.
      .setExpirationTime(expiresAt);
    if (this.#jwt.issuer) token.setIssuer(this.#jwt.issuer);
    return token.sign(key);
  }

  #key(): Promise<CurrentKey> {
    const now = performance.now();
    if (this.#kept && now - this.#kept.at < KEY_KEPT_MS) return this.#kept.key;
    const kept = { key: this.keys.current(), at: now };
    this.#kept = kept;
    kept.key.catch(() => {
      if (this.#kept === kept) this.#kept = undefined;
    });
    return kept.key;
  }
}

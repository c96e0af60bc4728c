import type { Knex } from 'knex';
import { exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import { randomUUID } from 'node:crypto';
import { SIGNING_ALGORITHM } from './algorithm';

/** For how long a key is still published that another one has replaced. */
const KEPT_AFTER_USE_MS = 7 * 86_400_000;

/** A key that signs, with the id under which its public half is published. */
export interface SigningKey {
  readonly id: string;
  readonly key: CryptoKey;
}

/** The one that signs now. */
export interface CurrentKey extends SigningKey {
  readonly createdAt: Date;
}

interface Use {
  /** What the keys sign; each purpose has its own. */
  readonly purpose: string;
  /** For how long a new key is published before it signs, if another can. */
  readonly publishFirstMs: number;
}

/** Keys that sign, for one purpose. They live in the database, for all replicas. */
export class SigningKeys {
  readonly #knex: Knex;
  readonly #use: Use;
  #current: CurrentKey | undefined;

  constructor(
    knex: Knex,
    use: Use = { purpose: 'statements', publishFirstMs: 0 },
  ) {
    this.#knex = knex;
    this.#use = use;
  }

  /** What they sign. */
  get purpose(): string {
    return this.#use.purpose;
  }

  /** The one that signs; made first when there is none. */
  async current(): Promise<CurrentKey> {
    const row = await this.#signing();
    if (!row) {
      await this.rotate();
      return this.current();
    }
    const known = this.#current;
    if (known && known.id === row.id) return known;
    const jwk = JSON.parse(row.private_jwk);
    const key = await importJWK(jwk, SIGNING_ALGORITHM);
    if (key instanceof Uint8Array) {
      throw new Error(`Signing key ${row.id} is not an elliptic curve key`);
    }
    this.#current = { id: row.id, key, createdAt: new Date(row.created_at) };
    return this.#current;
  }

  /** Whether a key is still published. */
  async has(id: string): Promise<boolean> {
    const row = await this.#keys().where({ id }).first('id');
    return row !== undefined;
  }

  /** The public half of a key. @throws if it was dropped */
  async publicKey(id: string): Promise<JWK> {
    const row = await this.#keys().where({ id }).first();
    if (!row) throw new Error(`Signing key ${id} is not there any more`);
    return JSON.parse(row.public_jwk);
  }

  /** The public halves of all keys in use (RFC 7517 key set). */
  async publicKeySet(): Promise<{ keys: JWK[] }> {
    const rows = await this.#keys()
      .select('public_jwk')
      .orderBy('created_at', 'desc');
    return { keys: rows.map(row => JSON.parse(row.public_jwk)) };
  }

  /** Whether the newest key is older than `maxAgeMs`. */
  async isDue(maxAgeMs: number): Promise<boolean> {
    const newest = await this.#newest();
    if (!newest) return false;
    const age = Date.now() - new Date(newest.created_at).getTime();
    return age > maxAgeMs;
  }

  /** @returns the id of a new key, which signs as soon as it may */
  async rotate(): Promise<string> {
    const id = randomUUID();
    const pair = await generateKeyPair(SIGNING_ALGORITHM, {
      extractable: true,
    });
    const published = { kid: id, alg: SIGNING_ALGORITHM, use: 'sig' };
    const publicJwk = { ...(await exportJWK(pair.publicKey)), ...published };
    const privateJwk = { ...(await exportJWK(pair.privateKey)), ...published };
    await this.#knex('signing_keys').insert({
      id,
      purpose: this.#use.purpose,
      public_jwk: JSON.stringify(publicJwk),
      private_jwk: JSON.stringify(privateJwk),
      created_at: new Date(),
    });
    return id;
  }

  /**
   * Drops keys that were replaced a week ago and that no unfinished run needs.
   * What they signed is either a run's, or good for less than that.
   */
  async dropUnused(): Promise<void> {
    const longAgo = new Date(Date.now() - KEPT_AFTER_USE_MS);
    const replacing = await this.#ofOrder('desc')
      .where('created_at', '<', longAgo)
      .first();
    if (!replacing) return;
    await this.#keys()
      .where('created_at', '<', replacing.created_at)
      .whereNotIn(
        'id',
        this.#knex('runs').select('key_id').whereNull('closed_at'),
      )
      .delete();
  }

  /** The newest that has been published for long enough, or else the oldest. */
  async #signing() {
    const { publishFirstMs } = this.#use;
    if (publishFirstMs === 0) return this.#newest();
    const published = new Date(Date.now() - publishFirstMs);
    const ready = await this.#ofOrder('desc')
      .where('created_at', '<=', published)
      .first();
    return ready ?? this.#ofOrder('asc').first();
  }

  async #newest() {
    return this.#ofOrder('desc').first();
  }

  #ofOrder(order: 'asc' | 'desc') {
    return this.#keys().orderBy([{ column: 'created_at', order }, 'id']);
  }

  #keys() {
    return this.#knex('signing_keys').where({ purpose: this.#use.purpose });
  }
}

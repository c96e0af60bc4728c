import type { Knex } from 'knex';
import { exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import { randomUUID } from 'node:crypto';
import { SIGNING_ALGORITHM } from './algorithm';

const KEPT_AFTER_USE_DAYS = 7;
const DAY_MS = 86_400_000;

/** A key that signs, with the id under which its public half is published. */
export interface SigningKey {
  readonly id: string;
  readonly key: CryptoKey;
}

/** The keys that sign statements. They live in the database, for all replicas. */
export class SigningKeys {
  readonly #knex: Knex;
  #current: SigningKey | undefined;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** The newest key; made first when there is none. */
  async current(): Promise<SigningKey> {
    const newest = await this.#newest();
    if (!newest) {
      await this.rotate();
      return this.current();
    }
    const known = this.#current;
    if (known && known.id === newest.id) return known;
    const jwk = JSON.parse(newest.private_jwk);
    const key = await importJWK(jwk, SIGNING_ALGORITHM);
    if (key instanceof Uint8Array) {
      throw new Error(`Signing key ${newest.id} is not an elliptic curve key`);
    }
    this.#current = { id: newest.id, key };
    return this.#current;
  }

  /** Whether a key is still published. */
  async has(id: string): Promise<boolean> {
    const row = await this.#knex('signing_keys').where({ id }).first('id');
    return row !== undefined;
  }

  /** The public half of a key. @throws if it was dropped */
  async publicKey(id: string): Promise<JWK> {
    const row = await this.#knex('signing_keys').where({ id }).first();
    if (!row) throw new Error(`Signing key ${id} is not there any more`);
    return JSON.parse(row.public_jwk);
  }

  /** The public halves of all keys in use (RFC 7517 key set). */
  async publicKeySet(): Promise<{ keys: JWK[] }> {
    const rows = await this.#knex('signing_keys')
      .select('public_jwk')
      .orderBy('created_at', 'desc');
    return { keys: rows.map(row => JSON.parse(row.public_jwk)) };
  }

  /** Whether the newest key is older than `maxAgeDays`. */
  async isDue(maxAgeDays: number): Promise<boolean> {
    const newest = await this.#newest();
    if (!newest) return false;
    const age = Date.now() - new Date(newest.created_at).getTime();
    return age > maxAgeDays * DAY_MS;
  }

  /** @returns the id of a new key, which signs from now on */
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
      public_jwk: JSON.stringify(publicJwk),
      private_jwk: JSON.stringify(privateJwk),
      created_at: new Date(),
    });
    return id;
  }

  /** Drops keys that are neither young nor used by an unfinished run. */
  async dropUnused(maxAgeDays: number): Promise<void> {
    const newest = await this.#newest();
    const oldest = new Date(
      Date.now() - (maxAgeDays + KEPT_AFTER_USE_DAYS) * DAY_MS,
    );
    await this.#knex('signing_keys')
      .where('created_at', '<', oldest)
      .andWhereNot('id', newest?.id ?? '')
      .whereNotIn(
        'id',
        this.#knex('runs').select('key_id').whereNull('closed_at'),
      )
      .delete();
  }

  async #newest() {
    return this.#knex('signing_keys')
      .orderBy([{ column: 'created_at', order: 'desc' }, 'id'])
      .first();
  }
}

import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { SigningKeys } from '../identity/SigningKeys';
import type { AuditMirror } from './AuditMirror';
import type { AuditRow } from './auditRow';
import {
  anchorOf,
  batchDigest,
  recordDigest,
  signSeal,
  type SealClaims,
  type SealedRecords,
  type SealRow,
} from './seal';

const BATCH_MOST = 1_000;
/** Ids are given out before their records can be seen by others. */
const YOUNGEST_MS = 60_000;

/** Seals records in batches, each signed together with the one before. */
export class Sealer {
  readonly #knex: Knex;
  readonly #keys: SigningKeys;
  readonly #mirror: AuditMirror;

  constructor(deps: { knex: Knex; keys: SigningKeys; mirror: AuditMirror }) {
    this.#knex = deps.knex;
    this.#keys = deps.keys;
    this.#mirror = deps.mirror;
  }

  /** Seals all that is finished, up to the first record that is not. */
  async seal(now = new Date()): Promise<void> {
    const before = new Date(now.getTime() - YOUNGEST_MS);
    while (await this.#sealNext(before));
  }

  /** Removes whole batches that were sealed before; their seals stay. */
  async drop(before: Date): Promise<void> {
    const old = await this.#knex<SealRow>('audit_seals')
      .whereNull('dropped_at')
      .andWhere('sealed_at', '<', before)
      .orderBy('number')
      .select('number', 'last_id');
    for (const { number, last_id } of old) {
      await this.#knex.transaction(async trx => {
        await trx('audit_records').where({ seal: number }).delete();
        await trx('audit_seals')
          .where({ number })
          .update({ dropped_at: new Date(), records: null });
      });
      await this.#mirror.tell('audit-drop', {
        batch: Number(number),
        last: Number(last_id),
      });
    }
  }

  /** @returns whether there may be more to seal */
  async #sealNext(before: Date): Promise<boolean> {
    const last = await this.#knex<SealRow>('audit_seals')
      .orderBy('number', 'desc')
      .first();
    const records = await this.#ready(Number(last?.last_id ?? 0), before);
    const range = { first: records.at(0)?.[0], last: records.at(-1)?.[0] };
    if (range.first === undefined || range.last === undefined) return false;
    const number = Number(last?.number ?? 0) + 1;
    const previous = last?.digest;
    const claims = {
      number,
      ...{ first: range.first, last: range.last, count: records.length },
      digest: await batchDigest({ number, previous, records }),
      previous,
    };
    if (!(await this.#write(claims, records))) return false;
    const anchor = anchorOf(claims);
    await this.#mirror.tell('audit-seal', { ...claims, anchor });
    return records.length === BATCH_MOST;
  }

  /** Finished records behind one that was sealed, up to the first that is not. */
  async #ready(after: number, before: Date): Promise<SealedRecords> {
    const rows = await this.#knex<AuditRow>('audit_records')
      .where('id', '>', after)
      .orderBy('id')
      .limit(BATCH_MOST);
    const end = rows.findIndex(
      row => row.outcome === 'pending' || new Date(row.at) >= before,
    );
    const ready = end < 0 ? rows : rows.slice(0, end);
    return Promise.all(
      ready.map(
        async row => [Number(row.id), await recordDigest(row)] as const,
      ),
    );
  }

  /** @returns whether it was us, and not another replica */
  async #write(
    claims: Omit<SealClaims, 'iat'>,
    records: SealedRecords,
  ): Promise<boolean> {
    const key = await this.#keys.current();
    const { number, first, last, count, digest, previous } = claims;
    const row = {
      ...{ number, first_id: first, last_id: last, count, digest },
      records: JSON.stringify(records),
      previous_digest: previous,
      sealed_at: new Date(),
      key_id: key.id,
      public_jwk: JSON.stringify(await this.#keys.publicKey(key.id)),
      jws: await signSeal(claims, key),
    };
    const ids = records.map(([id]) => id);
    try {
      await this.#knex.transaction(async trx => {
        await trx('audit_seals').insert(row);
        await trx('audit_records').whereIn('id', ids).update({ seal: number });
      });
      return true;
    } catch (error) {
      if (isDatabaseConflictError(error)) return false;
      throw error;
    }
  }
}

import { calculateJwkThumbprint } from 'jose';
import type { Knex } from 'knex';
import type { AuditRow } from './auditRow';
import { recordFindings } from './recordFindings';
import { anchorOf, type SealRow } from './seal';
import { checkSeal, type CheckedSeal } from './sealFindings';

const SEALS_AT_ONCE = 100;
const DAY_MS = 86_400_000;

/** What a look at the whole audit found. */
export interface Verdict {
  readonly findings: readonly string[];
  readonly batches: number;
  /** How many of the batches retention removed the records of. */
  readonly dropped: number;
  /** How many records were compared with their seals. */
  readonly records: number;
  /** What is not sealed yet, and so proves nothing. */
  readonly waiting: { readonly records: number; readonly since?: Date };
  /** The newest seal, as `<number>:<digest>`. */
  readonly anchor?: string;
}

/** Compares all records with all seals. Reads only. */
export class AuditVerifier {
  readonly #knex: Knex;
  readonly #keepDays: number;
  readonly #anchors: Map<number, string>;
  readonly #findings: string[] = [];
  #last: CheckedSeal | undefined;
  #batches = 0;
  #dropped = 0;
  #records = 0;

  /**
   * @param deps.knex - a transaction, so that all is of one moment
   * @param deps.anchors - digests of seals by their numbers, kept elsewhere
   * @param deps.keepDays - the shortest time that records were to be kept
   */
  constructor(deps: {
    readonly knex: Knex;
    readonly anchors: ReadonlyMap<number, string>;
    readonly keepDays: number;
  }) {
    this.#knex = deps.knex;
    this.#anchors = new Map(deps.anchors);
    this.#keepDays = deps.keepDays;
  }

  async verify(): Promise<Verdict> {
    const keys = await this.#knownKeys();
    for await (const row of this.#seals()) {
      const seal = await checkSeal(row, this.#last, keys);
      await this.#check(seal, row);
    }
    for (const number of this.#anchors.keys()) {
      this.#findings.push(
        `batch ${number}, of which you gave an anchor, is missing`,
      );
    }
    const waiting = await this.#behind();
    return {
      findings: this.#findings,
      batches: this.#batches,
      dropped: this.#dropped,
      records: this.#records,
      waiting,
      anchor: this.#last && anchorOf(this.#last),
    };
  }

  async #check(seal: CheckedSeal, row: SealRow): Promise<void> {
    const { number, records } = seal;
    this.#batches += 1;
    const next = (this.#last?.number ?? 0) + 1;
    for (let lost = next; lost < number; lost++) {
      this.#findings.push(`batch ${lost} is missing`);
    }
    this.#findings.push(...seal.findings, ...this.#anchorFindings(seal));
    // Behind a lost batch, only what stands inside this one is known.
    const after = number === next ? this.#last?.last ?? 0 : seal.first - 1;
    const rows = await this.#rows().whereBetween('id', [after + 1, seal.last]);
    this.#findings.push(
      ...(records ? [] : this.#droppedFindings(seal, row)),
      ...(await recordFindings({ number, sealed: records ?? [] }, rows)),
    );
    this.#records += rows.length;
    this.#last = seal;
  }

  #anchorFindings({ number, digest }: CheckedSeal): string[] {
    const anchor = this.#anchors.get(number);
    this.#anchors.delete(number);
    return anchor === undefined || anchor === digest
      ? []
      : [
          `batch ${number}: it is not the one of your anchor; it, or one before, was sealed again`,
        ];
  }

  #droppedFindings({ number, sealedAt }: CheckedSeal, row: SealRow): string[] {
    const kept = this.#batches - 1 > this.#dropped;
    this.#dropped += 1;
    if (kept) return [`batch ${number} was removed, but not one before it`];
    const at = new Date(row.dropped_at ?? 0).getTime();
    const days = (at - sealedAt.getTime()) / DAY_MS;
    return days >= this.#keepDays && at <= Date.now()
      ? []
      : [
          `batch ${number} was removed before it was ${
            this.#keepDays
          } days old`,
        ];
  }

  /** What stands behind the last seal. */
  async #behind(): Promise<Verdict['waiting']> {
    const behind = () => this.#rows().where('id', '>', this.#last?.last ?? 0);
    const lost = await behind().whereNotNull('seal').distinct('seal');
    for (const { seal } of lost) {
      this.#findings.push(`batch ${seal} is missing, and has records`);
    }
    const [{ count }] = await behind().count({ count: '*' });
    const oldest = await behind().orderBy('id').first('at');
    return { records: Number(count), since: oldest && new Date(oldest.at) };
  }

  async *#seals(): AsyncGenerator<SealRow> {
    for (let after = 0; ; ) {
      const rows: SealRow[] = await this.#knex<SealRow>('audit_seals')
        .where('number', '>', after)
        .orderBy('number')
        .limit(SEALS_AT_ONCE);
      yield* rows;
      if (rows.length < SEALS_AT_ONCE) return;
      after = Number(rows.at(-1)?.number);
    }
  }

  #rows() {
    return this.#knex<AuditRow>('audit_records');
  }

  /** Thumbprints of the keys that sign now, by id. */
  async #knownKeys(): Promise<Map<string, string>> {
    const rows = await this.#knex('signing_keys').select('id', 'public_jwk');
    const keys = new Map<string, string>();
    for (const { id, public_jwk } of rows) {
      keys.set(id, await calculateJwkThumbprint(JSON.parse(public_jwk)));
    }
    return keys;
  }
}

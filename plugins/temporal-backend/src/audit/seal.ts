import { digestOf } from 'backstage-plugin-temporal-common';
import { importJWK, jwtVerify, SignJWT, type JWK } from 'jose';
import { z } from 'zod';
import { SIGNING_ALGORITHM } from '../identity/algorithm';
import type { SigningKey } from '../identity/SigningKeys';
import type { AuditRow } from './auditRow';

/** Keeps a seal from being taken for a statement, and the other way round. */
const SEAL_TYPE = 'audit-seal+jwt';

const sealClaimsSchema = z.object({
  number: z.number().int().positive(),
  first: z.number().int().positive(),
  last: z.number().int().positive(),
  count: z.number().int().positive(),
  digest: z.string(),
  previous: z.string().optional(),
  iat: z.number().int(),
});

/** What is signed about a batch. */
export type SealClaims = z.infer<typeof sealClaimsSchema>;

const sealedRecordsSchema = z.array(z.tuple([z.number(), z.string()]));

/** The id of each record of a batch, with its digest, by id. */
export type SealedRecords = readonly (readonly [number, string])[];

/** One row of the table `audit_seals`, as knex reads it from either database. */
export interface SealRow {
  readonly number: number | string;
  readonly first_id: number | string;
  readonly last_id: number | string;
  readonly count: number;
  readonly records: string | null;
  readonly digest: string;
  readonly previous_digest: string | null;
  readonly sealed_at: Date | number | string;
  readonly key_id: string;
  readonly public_jwk: string;
  readonly jws: string;
  readonly dropped_at: Date | number | string | null;
}

/** The columns that no seal may find changed; a later column is not one. */
const SEALED_COLUMNS = [
  ...['event', 'severity', 'door', 'caller', 'caller_kind', 'initiator'],
  ...['action_ref', 'target_ref', 'run_id', 'input_digest', 'decision'],
  ...['outcome', 'reason', 'details'],
] as const;

/** The digest of a record: of all but the number of its batch. */
export async function recordDigest(row: AuditRow): Promise<string> {
  const sealed = SEALED_COLUMNS.map(column => [column, row[column]]);
  return digestOf({
    ...Object.fromEntries(sealed),
    id: Number(row.id),
    at: time(row.at),
    finished_at: time(row.finished_at),
  });
}

function time(at: AuditRow['finished_at']): string | null {
  if (at === null) return null;
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? String(at) : date.toISOString();
}

/**
 * The digest of a batch: of its records and of the batch before, and so of all
 * that ever was sealed.
 */
export async function batchDigest(batch: {
  readonly number: number;
  readonly previous: string | undefined;
  readonly records: SealedRecords;
}): Promise<string> {
  return digestOf(batch);
}

/** What is to be kept outside, to compare the seal with. */
export function anchorOf(seal: {
  readonly number: number;
  readonly digest: string;
}): string {
  return `${seal.number}:${seal.digest}`;
}

export async function signSeal(
  claims: Omit<SealClaims, 'iat'>,
  { id, key }: SigningKey,
): Promise<string> {
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: SIGNING_ALGORITHM, kid: id, typ: SEAL_TYPE })
    .setIssuedAt()
    .sign(key);
}

/** @throws if the signature, the type or the shape is wrong */
export async function verifySeal(jws: string, jwk: JWK): Promise<SealClaims> {
  const key = await importJWK(jwk, SIGNING_ALGORITHM);
  const { payload } = await jwtVerify(jws, key, {
    algorithms: [SIGNING_ALGORITHM],
    typ: SEAL_TYPE,
  });
  return sealClaimsSchema.parse(payload);
}

/** What a seal lists; nothing if somebody made it unreadable. */
export function readRecords(text: string): SealedRecords {
  try {
    return sealedRecordsSchema.parse(JSON.parse(text));
  } catch {
    return [];
  }
}

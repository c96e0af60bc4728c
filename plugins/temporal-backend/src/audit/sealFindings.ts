import { calculateJwkThumbprint, decodeProtectedHeader } from 'jose';
import {
  batchDigest,
  readRecords,
  verifySeal,
  type SealClaims,
  type SealedRecords,
  type SealRow,
} from './seal';

/** A batch as its seal tells it, and what is wrong with the seal. */
export interface CheckedSeal {
  readonly number: number;
  readonly first: number;
  readonly last: number;
  readonly digest: string;
  readonly sealedAt: Date;
  /** What was sealed; `undefined` when retention removed it. */
  readonly records: SealedRecords | undefined;
  readonly findings: readonly string[];
}

/**
 * Checks one seal by itself and against the one before.
 * @param keys - thumbprints of the keys seen so far, by key id
 */
export async function checkSeal(
  row: SealRow,
  before: CheckedSeal | undefined,
  keys: Map<string, string>,
): Promise<CheckedSeal> {
  const number = Number(row.number);
  const records = row.records === null ? undefined : readRecords(row.records);
  const signed = await signedClaims(row, keys);
  const wrong =
    typeof signed === 'string'
      ? [signed]
      : [
          ...columnFindings(row, signed),
          ...chainFindings(signed, before),
          ...(await listFindings(signed, records)),
        ];
  return {
    number,
    first: Number(row.first_id),
    last: Number(row.last_id),
    digest: row.digest,
    sealedAt: new Date(
      typeof signed === 'string' ? row.sealed_at : signed.iat * 1000,
    ),
    records,
    findings: wrong.map(what => `batch ${number}: ${what}`),
  };
}

/** What was signed, or why it is not to be believed. */
async function signedClaims(
  row: SealRow,
  keys: Map<string, string>,
): Promise<SealClaims | string> {
  try {
    const jwk = JSON.parse(row.public_jwk);
    const claims = await verifySeal(row.jws, jwk);
    const thumbprint = await calculateJwkThumbprint(jwk);
    const known = keys.get(row.key_id) ?? thumbprint;
    keys.set(row.key_id, known);
    const ours =
      known === thumbprint &&
      decodeProtectedHeader(row.jws).kid === row.key_id &&
      jwk.kid === row.key_id;
    return ours
      ? claims
      : `it was signed by another key that calls itself ${row.key_id}`;
  } catch {
    return 'its signature is wrong';
  }
}

function columnFindings(row: SealRow, claims: SealClaims): string[] {
  const same =
    Number(row.number) === claims.number &&
    Number(row.first_id) === claims.first &&
    Number(row.last_id) === claims.last &&
    row.count === claims.count &&
    row.digest === claims.digest &&
    (row.previous_digest ?? undefined) === claims.previous;
  return same ? [] : ['its seal is not what was signed'];
}

function chainFindings(
  claims: SealClaims,
  before: CheckedSeal | undefined,
): string[] {
  if (claims.number !== (before?.number ?? 0) + 1) return [];
  const follows =
    claims.previous === before?.digest && claims.first > (before?.last ?? 0);
  return follows ? [] : ['it does not follow on the batch before'];
}

async function listFindings(
  claims: SealClaims,
  records: SealedRecords | undefined,
): Promise<string[]> {
  if (!records) return [];
  const { number, previous } = claims;
  const digest = await batchDigest({ number, previous, records });
  const same =
    digest === claims.digest &&
    records.length === claims.count &&
    records.at(0)?.[0] === claims.first &&
    records.at(-1)?.[0] === claims.last;
  return same ? [] : ['its list of records is not the one that was sealed'];
}

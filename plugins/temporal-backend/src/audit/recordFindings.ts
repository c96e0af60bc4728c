import type { AuditRow } from './auditRow';
import { recordDigest, type SealedRecords } from './seal';

/** What is wrong with the records that stand where a batch was sealed. */
export async function recordFindings(
  batch: { readonly number: number; readonly sealed: SealedRecords },
  rows: readonly AuditRow[],
): Promise<readonly string[]> {
  const { number } = batch;
  const missing = new Map(batch.sealed);
  const findings: string[] = [];
  for (const row of rows) {
    const id = Number(row.id);
    const sealed = missing.get(id);
    missing.delete(id);
    if (sealed === undefined) {
      findings.push(`record ${id} was added inside batch ${number}`);
    } else if (sealed !== (await recordDigest(row))) {
      findings.push(`record ${id} of batch ${number} was changed`);
    } else if (Number(row.seal) !== number) {
      findings.push(
        `record ${id} no longer says that it is of batch ${number}`,
      );
    }
  }
  const gone = [...missing.keys()];
  return [
    ...findings,
    ...gone.map(id => `record ${id} of batch ${number} was removed`),
  ];
}

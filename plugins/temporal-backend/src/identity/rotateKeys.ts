import { theScheduler } from '../audit/Attempt';
import type { AuditTrail } from '../audit/AuditTrail';
import type { SigningKeys } from './SigningKeys';

/**
 * Replaces the signing key when it is older than `maxAgeMs`, on the record,
 * and drops old ones that nothing needs.
 */
export async function rotateKeys(
  { audit, keys }: { readonly audit: AuditTrail; readonly keys: SigningKeys },
  maxAgeMs: number,
): Promise<void> {
  if (await keys.isDue(maxAgeMs)) {
    await audit.record(
      { event: 'key-rotate', caller: theScheduler, meta: {} },
      async note =>
        note.add({ key: await keys.rotate(), purpose: keys.purpose }),
    );
  }
  await keys.dropUnused();
}

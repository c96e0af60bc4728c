import { ConflictError } from '@backstage/errors';
import type { RunSecrets } from '../secrets/RunSecrets';
import { reasonOf } from '../temporal/errors';
import type { RunDraft } from './RunDraft';
import type { LedgerRun } from './RunLedger';

/**
 * Whether a draft asks for what a run was asked for with the same request key.
 * @throws ConflictError if that can't be told
 */
export async function isSameRequest(
  secrets: RunSecrets,
  draft: RunDraft,
  run: LedgerRun,
): Promise<boolean> {
  const same =
    draft.reason === run.reason &&
    draft.action.ref === run.action.ref &&
    draft.target.entityRef === run.target.entityRef;
  if (!same) return false;
  if (draft.inputDigest === run.inputDigest) return true;
  try {
    // The same secret is in another envelope each time.
    return await secrets.areSame(draft.input, run.input);
  } catch (error) {
    throw new ConflictError(
      `requestKey ${draft.requestKey} was used for run ${
        run.id
      }, and whether it was given the same secret can't be told (${reasonOf(
        error,
      )}); choose a new requestKey`,
    );
  }
}

import { ownersOf, type Denial } from 'backstage-plugin-temporal-common';
import type { Entity } from '@backstage/catalog-model';
import type { LedgerRun } from '../runs/RunLedger';

function denied(reason: string, ask: readonly string[] = []): Denial {
  return { allowed: false, reason, ask };
}

/** There is no place where it could go on. */
export function noWayBack(why: string): Denial {
  return denied(`It can’t go on: ${why} Run it again instead`);
}

/** An approval is for one run, and a retry would go around it. */
export function approvedAnew(why: string): Denial {
  return denied(`Needs an approval anew: run it again. ${why}`);
}

/** The action or its target is not what it was any more. */
export function notOffered(run: LedgerRun, target: Entity): Denial {
  return denied(
    `${run.action.title} is not in the catalog any more, or no longer for ${run.target.entityRef}, so it can’t be retried`,
    ownersOf(target),
  );
}

/** What would go on is not what the action does by now. */
export function changedSince(run: LedgerRun): Denial {
  return denied(
    `${run.action.title} was changed since: it has another workflow, task queue or other inputs. Run it again instead`,
  );
}

/** Workers could not check who asked for it. */
export function keyDropped(): Denial {
  return denied(
    'The key that signed who asked for it was replaced since, so no worker would go on with it. Run it again instead',
  );
}

export function notYoursToPause(
  run: LedgerRun,
  target: Entity | undefined,
): Denial {
  return denied(
    `Only who started the run and the owners of ${run.target.entityRef} may pause it or let it go on`,
    target ? ownersOf(target) : run.owners,
  );
}

import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import {
  initiatorRef,
  ownersOf,
  type Denial,
} from 'backstage-plugin-temporal-common';
import type { Action } from 'backstage-plugin-temporal-node';
import type { ListedRun } from '../runs/ListedRun';
import type { LedgerRun } from '../runs/RunLedger';

export function denied(reason: string, ask: readonly string[]): Denial {
  return { allowed: false, reason, ask };
}

function ownersNow(run: ListedRun, target: Entity | undefined) {
  return target ? ownersOf(target) : run.owners;
}

/** Whom a run is nearest to; who started it elsewhere is not known for sure. */
function nearTo({ target, verified }: ListedRun): string {
  const owners = `the owners of ${target.entityRef}`;
  return verified ? `who started the run and ${owners}` : owners;
}

/** What is for the initiator, or needs what was decided here. */
export function startedElsewhere({ id, owners }: ListedRun): Denial {
  return denied(
    `Run ${id} was started elsewhere, so it is not known for sure who asked for it, and nothing was decided about it here; do it where it was started`,
    owners,
  );
}

/** What the permission framework says no to, in the name of its policy. */
export function notPermitted(permission: string): Denial {
  return denied(
    `The permission policy of this Backstage does not give you ${permission} here; ask those who write it`,
    [],
  );
}

export function mustOwn(target: Entity): Denial {
  const ref = stringifyEntityRef(target);
  const owners = ownersOf(target);
  return owners.length > 0
    ? denied(`You do not own ${ref}; ask ${owners.join(' or ')}`, owners)
    : denied(
        `${ref} has no owner, so nobody may run actions on it; give it one in its catalog file`,
        [],
      );
}

export function notInCatalog(userRef: string, target: Entity): Denial {
  return denied(
    `${userRef} is not in the catalog, so it is not known what you own; ask an administrator to add you`,
    ownersOf(target),
  );
}

/** The action's file takes the right from owners who are not named in it. */
export function mustBeNamed({ spec, title }: Action, target: Entity): Denial {
  const named = [...(spec.allow?.groups ?? []), ...(spec.allow?.users ?? [])];
  return ownersOf(target).includes(spec.owner) && named.length > 0
    ? denied(
        `Only those named by ${title} may run it, owners or not; ask ${named.join(
          ' or ',
        )}`,
        named,
      )
    : denied(
        `${title} lets nobody run it on ${stringifyEntityRef(
          target,
        )}; its owner corrects spec.allow`,
        [spec.owner],
      );
}

export function notOnTheList(
  subject: string,
  target: Entity,
  title: string,
): Denial {
  return denied(
    `${subject} is a machine that may not start ${title} on ${stringifyEntityRef(
      target,
    )}; an administrator adds it to temporal.machines`,
    ownersOf(target),
  );
}

export function notActingFor(subject: string, target: Entity): Denial {
  return denied(
    `${subject} is a machine that acts for no owner of ${stringifyEntityRef(
      target,
    )}; an administrator adds one to temporal.machines`,
    ownersOf(target),
  );
}

export function outOfSight(run: ListedRun): Denial {
  return denied(
    `You can’t see ${run.target.entityRef} in the catalog`,
    run.owners,
  );
}

export function payloadsHidden(
  run: ListedRun,
  target: Entity | undefined,
): Denial {
  return denied(
    `Only ${nearTo(run)} see what went in and what came out`,
    ownersNow(run, target),
  );
}

export function notYoursToCancel(
  run: LedgerRun,
  target: Entity | undefined,
): Denial {
  return denied(`Only ${nearTo(run)} may cancel it`, ownersNow(run, target));
}

export function notYoursToTerminate(
  run: LedgerRun,
  target: Entity | undefined,
): Denial {
  return denied(
    `Only the owners of ${run.target.entityRef} may terminate its runs`,
    ownersNow(run, target),
  );
}

export function notYoursToAnswer(
  run: ListedRun,
  refs: readonly string[],
): Denial {
  return denied(
    `Only ${
      refs.join(' or ') || 'owners, of whom there are none,'
    } may answer what run ${run.id} asks`,
    refs,
  );
}

export function notYourOwn(refs: readonly string[]): Denial {
  return denied(
    `You asked for this run, so somebody else must decide about it; ask ${refs.join(
      ' or ',
    )}`,
    refs,
  );
}

export function peopleOnly(refs: readonly string[]): Denial {
  return denied('Only people answer what a run asks; machines never do', refs);
}

export function notYoursToWithdraw(run: LedgerRun): Denial {
  const asker = initiatorRef(run.initiator);
  return denied(`Only ${asker}, who asked for the run, may withdraw it`, [
    asker,
  ]);
}

/** Permission asked again, where an approval is demanded that the run has not. */
export function notApproved(run: LedgerRun, why: string): Denial {
  return denied(
    `Run ${run.id} was not approved: ${why} Run the action again`,
    run.owners,
  );
}

export function auditHidden(readers: readonly string[]): Denial {
  return readers.length > 0
    ? denied(
        `Only people of ${readers.join(
          ' or ',
        )} (temporal.audit.readers) may read the audit; ask them`,
        readers,
      )
    : denied(
        'Nobody may read the audit, since temporal.audit.readers names no owner; an administrator adds one',
        [],
      );
}

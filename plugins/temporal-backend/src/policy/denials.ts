import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { ownersOf, type Denial } from 'backstage-plugin-temporal-common';
import type { Action } from 'backstage-plugin-temporal-node';
import type { LedgerRun } from '../runs/RunLedger';

function denied(reason: string, ask: readonly string[]): Denial {
  return { allowed: false, reason, ask };
}

function ownersNow(run: LedgerRun, target: Entity | undefined) {
  return target ? ownersOf(target) : run.owners;
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

/** Approvals can't be asked for yet, and nobody may go without. */
export function needsApproval(
  target: Entity,
  approvers: readonly string[],
): Denial {
  return denied(
    `${stringifyEntityRef(target)} needs an approval by ${approvers.join(
      ' or ',
    )} before anything runs on it (temporal.approvals), and approvals can’t be asked for yet`,
    approvers,
  );
}

export function wrongQueue({ spec, title }: Action, namespace: string): Denial {
  return denied(
    `${spec.owner}, the owner of ${title}, may not use task queue ${spec.taskQueue} in namespace ${namespace}; an administrator adds it to temporal.taskQueues`,
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

export function outOfSight(run: LedgerRun): Denial {
  return denied(
    `You can’t see ${run.target.entityRef} in the catalog`,
    run.owners,
  );
}

export function payloadsHidden(
  run: LedgerRun,
  target: Entity | undefined,
): Denial {
  return denied(
    `Only who started the run and the owners of ${run.target.entityRef} see what went in and what came out`,
    ownersNow(run, target),
  );
}

export function notYoursToCancel(
  run: LedgerRun,
  target: Entity | undefined,
): Denial {
  return denied(
    `Only who started the run and the owners of ${run.target.entityRef} may cancel it`,
    ownersNow(run, target),
  );
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

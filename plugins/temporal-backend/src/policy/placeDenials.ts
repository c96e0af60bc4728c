import type { Entity } from '@backstage/catalog-model';
import { ownersOf, type Denial } from 'backstage-plugin-temporal-common';
import type { Action } from 'backstage-plugin-temporal-node';
import type { Place } from '../temporal/Place';
import { denied } from './denials';

export function noNamespace(target: Entity): Denial {
  return denied(
    `No namespace is there for the runs of what ${ownersOf(target).join(
      ' and ',
    )} owns; an administrator adds one to temporal.namespaces`,
    [],
  );
}

export function noKeys({ title }: Action): Denial {
  return denied(
    `${title} takes secrets, and there are no keys to seal them with; an administrator sets temporal.secrets`,
    [],
  );
}

export function wrongQueue({ spec, title }: Action, place: Place): Denial {
  return denied(
    `${spec.owner}, the owner of ${title}, may not use task queue ${spec.taskQueue} in namespace ${place.namespace} of cluster ${place.cluster}; an administrator adds it to temporal.taskQueues`,
    [spec.owner],
  );
}

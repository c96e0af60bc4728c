import { initiatorRef, type Decision } from 'backstage-plugin-temporal-common';
import type { Caller } from '../identity/Caller';
import type { Place } from '../temporal/Place';

/**
 * Whether a caller is a worker that is bound to a namespace. Without a cluster,
 * to one of that name on any: as far as a worker can tell.
 */
export function mayServe(
  workers: ReadonlyMap<string, readonly Place[]>,
  { cluster, namespace }: Partial<Place>,
  { initiator }: Caller,
): Decision {
  const subject = initiatorRef(initiator);
  const bound =
    initiator.kind === 'service' &&
    workers
      .get(subject)
      ?.some(
        place =>
          place.namespace === namespace &&
          (cluster === undefined || place.cluster === cluster),
      );
  if (bound) return { allowed: true };
  return {
    allowed: false,
    reason: `${subject} is not a worker of namespace ${namespace}; an administrator adds it to temporal.workers`,
    ask: [],
  };
}

import { initiatorRef, type Decision } from 'backstage-plugin-temporal-common';
import type { Caller } from '../identity/Caller';

/** Whether a caller is a worker that is bound to a namespace. */
export function mayServe(
  workers: ReadonlyMap<string, ReadonlySet<string>>,
  namespace: string,
  { initiator }: Caller,
): Decision {
  const subject = initiatorRef(initiator);
  const bound =
    initiator.kind === 'service' && workers.get(subject)?.has(namespace);
  if (bound) return { allowed: true };
  return {
    allowed: false,
    reason: `${subject} is not a worker of namespace ${namespace}; an administrator adds it to temporal.workers`,
    ask: [],
  };
}

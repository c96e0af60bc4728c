import { randomUUID } from 'node:crypto';
import type { NewRun } from '../runs/RunLedger';
import type { RunNow } from '../runs/Sightings';

/** A run that Ada asked for just now, unless told otherwise. */
export function aRun(rest: Partial<NewRun> = {}): NewRun & RunNow {
  const now = Date.now();
  return {
    id: randomUUID(),
    attempt: 1,
    caller: 'user:default/ada',
    requestKey: randomUUID(),
    action: { ref: 'action:default/greet', title: 'Greet', digest: 'd' },
    target: { entityRef: 'component:default/payments-api' },
    initiator: { kind: 'user', entityRef: 'user:default/ada' },
    owners: ['group:default/payments'],
    cluster: 'default',
    namespace: 'default',
    workflowType: 'greet',
    taskQueue: 'payments',
    input: { name: 'Ada' },
    inputDigest: 'i',
    statement: 'a.b.c',
    keyId: 'k',
    onePerTarget: false,
    requestedAt: new Date(now),
    leaseUntil: new Date(now + 15_000),
    startBy: new Date(now + 600_000),
    ...rest,
  };
}

import { randomUUID } from 'node:crypto';
import type { StartBody } from '../house/Api.ts';

export const PAYMENTS_API = 'component:default/payments-api';
export const MIGRATE = 'action:default/migrate-database';
export const ROLLBACK = 'action:default/rollback-database';

/** A request that an owner may make; each journey says what differs. */
export function aStart(changed: StartBody = {}): StartBody {
  return {
    action: MIGRATE,
    entityRef: PAYMENTS_API,
    input: {},
    requestKey: randomUUID(),
    ...changed,
  };
}

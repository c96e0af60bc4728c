import type { SchedulerService } from '@backstage/backend-plugin-api';
import type { AuditRecords } from './AuditRecords';

const GIVEN_UP_AFTER_MS = 15 * 60_000;

/** What happens to the audit without anybody asking. */
export async function keepAudit(deps: {
  readonly scheduler: SchedulerService;
  readonly house: { readonly records: AuditRecords };
}): Promise<void> {
  const { records } = deps.house;
  await deps.scheduler.scheduleTask({
    id: 'temporal-keep-audit',
    frequency: { minutes: 1 },
    timeout: { minutes: 5 },
    scope: 'global',
    fn: () => records.giveUp(new Date(Date.now() - GIVEN_UP_AFTER_MS)),
  });
}

import type { SchedulerService } from '@backstage/backend-plugin-api';
import type { AuditRecords } from './AuditRecords';
import type { Sealer } from './Sealer';

const GIVEN_UP_AFTER_MS = 15 * 60_000;
const DAY_MS = 86_400_000;

/** What happens to the audit without anybody asking. */
export async function keepAudit(deps: {
  readonly scheduler: SchedulerService;
  readonly config: { readonly auditKeepDays: number };
  readonly house: { readonly records: AuditRecords; readonly sealer: Sealer };
}): Promise<void> {
  const { records, sealer } = deps.house;
  const ago = (ms: number) => new Date(Date.now() - ms);
  await deps.scheduler.scheduleTask({
    id: 'temporal-keep-audit',
    frequency: { minutes: 1 },
    timeout: { minutes: 5 },
    scope: 'global',
    fn: async () => {
      await records.giveUp(ago(GIVEN_UP_AFTER_MS));
      await sealer.seal();
      await sealer.drop(ago(deps.config.auditKeepDays * DAY_MS));
    },
  });
}

import type { PermissionsRegistryService } from '@backstage/backend-plugin-api';
import {
  auditReadPermission,
  runPermissions,
  runStartPermission,
} from 'backstage-plugin-temporal-common';
import { factsOf, runResourceRef, runRules } from './policy/runRules';
import type { RunLedger } from './runs/RunLedger';

/** Makes known what permission policies may decide about, and by which rules. */
export function registerPermissions(
  registry: PermissionsRegistryService,
  ledger: RunLedger,
): void {
  registry.addPermissions([runStartPermission, auditReadPermission]);
  registry.addResourceType({
    resourceRef: runResourceRef,
    permissions: [...runPermissions],
    rules: Object.values(runRules),
    getResources: runIds =>
      Promise.all(
        runIds.map(async runId => {
          const run = await ledger.get(runId);
          return run && factsOf(run);
        }),
      ),
  });
}

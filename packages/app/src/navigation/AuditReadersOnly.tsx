import { usePermission } from '@backstage/plugin-permission-react';
import { auditReadPermission } from 'backstage-plugin-temporal-common';
import type { ReactNode } from 'react';

/** What only those should see who may read the audit. */
export function AuditReadersOnly(props: { readonly children: ReactNode }) {
  const { allowed } = usePermission({ permission: auditReadPermission });
  return allowed ? <>{props.children}</> : null;
}

import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { ButtonLink } from '@backstage/ui';
import { RiShieldCheckLine } from '@remixicon/react';
import { auditReadPermission } from 'backstage-plugin-temporal-common';
import { auditRouteRef } from '../routes';
import { temporalTranslationRef } from '../translation';

/** Leads those who may read it to what the audit has of a run. */
export function AuditOfRun({ runId }: { readonly runId: string }) {
  const { t } = useTranslationRef(temporalTranslationRef);
  const { allowed } = usePermission({ permission: auditReadPermission });
  const audit = useRouteRef(auditRouteRef)?.();
  return audit && allowed ? (
    <ButtonLink
      href={`${audit}?${new URLSearchParams({ run: runId })}`}
      variant="secondary"
      iconStart={<RiShieldCheckLine aria-hidden />}
    >
      {t('run.audit')}
    </ButtonLink>
  ) : null;
}

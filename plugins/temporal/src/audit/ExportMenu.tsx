import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import { RiDownloadLine } from '@remixicon/react';
import { auditFormats } from 'backstage-plugin-temporal-common';
import { useWatched } from '../live/useLiveRuns';
import type { AuditExport } from './AuditExport';
import { requestFor } from './AuditFilters';
import { temporalAuditTranslationRef } from './auditTranslation';
import { useFilters } from './useAuditFilters';

/** Exports all records that the filters show. */
export function ExportMenu(props: { readonly auditExport: AuditExport }) {
  const { auditExport } = props;
  const { t } = useTranslationRef(temporalAuditTranslationRef);
  const { filters } = useFilters();
  const { phase } = useWatched(auditExport.state);
  const start = (format: (typeof auditFormats)[number]) => {
    const request = requestFor(filters, Date.now());
    if (request) {
      auditExport.start({ ...request, format });
    }
  };
  return (
    <MenuTrigger>
      <Button
        variant="secondary"
        iconStart={<RiDownloadLine aria-hidden />}
        isPending={phase === 'running'}
        isDisabled={requestFor(filters, 0) === undefined}
      >
        {t('export.button')}
      </Button>
      <Menu>
        {auditFormats.map(format => (
          <MenuItem key={format} onAction={() => start(format)}>
            {t(`export.${format}`)}
          </MenuItem>
        ))}
      </Menu>
    </MenuTrigger>
  );
}

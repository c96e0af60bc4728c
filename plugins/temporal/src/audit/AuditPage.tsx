import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Container, Flex } from '@backstage/ui';
import { RiRefreshLine } from '@remixicon/react';
import { useEffect, useMemo } from 'react';
import { fieldErrorsOf, statusOf } from '../api/requestErrors';
import { temporalApiRef, type TemporalApi } from '../api/TemporalApi';
import { ExportMenu } from '../export/ExportMenu';
import { ExportStatus } from '../export/ExportStatus';
import { FileExport } from '../export/FileExport';
import { useFileExport } from '../export/useFileExport';
import {
  FiltersProvider,
  useFilters,
  useFiltersOfAddress,
} from '../filters/useFilters';
import { useFocusWhenLost } from '../focus/useFocusWhenLost';
import { useWatched } from '../live/useLiveRuns';
import legible from '../readable/legible.module.css';
import { AuditFilterForm } from './AuditFilterForm';
import { auditFilters, type WantedRecords } from './auditFilters';
import { AuditLog } from './AuditLog';
import { AuditRecords } from './AuditRecords';
import { NotAllowed } from './NotAllowed';
import { temporalAuditTranslationRef } from './auditTranslation';

const anAuditExport = (api: TemporalApi) =>
  new FileExport<WantedRecords>('temporal-audit', (request, signal) =>
    api.exportAudit(request, signal),
  );

/** Who tried what and how it ended, for those who may read it. */
export function AuditPage() {
  const api = useApi(temporalApiRef);
  const applied = useFiltersOfAddress(auditFilters);
  const { filters } = applied;
  const log = useMemo(() => new AuditLog(api, filters), [api, filters]);
  const auditExport = useFileExport(anAuditExport);
  useEffect(() => {
    log.look();
  }, [log]);
  const { error } = useWatched(log.state);
  const malformed = auditFilters.malformedIn(filters).size > 0;
  if (error && statusOf(error) === 403) {
    return (
      <Container>
        <NotAllowed error={error} />
      </Container>
    );
  }
  return (
    <FiltersProvider value={applied}>
      <Container className={legible.legible}>
        <Flex direction="column" gap="4">
          <AuditFilterForm refused={error ? fieldErrorsOf(error) : []} />
          <Toolbar log={log} auditExport={auditExport} malformed={malformed} />
          <ExportStatus fileExport={auditExport} />
          <AuditRecords log={log} malformed={malformed} />
        </Flex>
      </Container>
    </FiltersProvider>
  );
}

function Toolbar(props: {
  readonly log: AuditLog;
  readonly auditExport: FileExport<WantedRecords>;
  readonly malformed: boolean;
}) {
  const { log, auditExport, malformed } = props;
  const { t } = useTranslationRef(temporalAuditTranslationRef);
  const { records, nextCursor, looking, seen } = useWatched(log.state);
  const { filters } = useFilters();
  const status = useFocusWhenLost(log);
  const count = records.length;
  const shown = t(nextCursor ? 'shownFirst' : 'shown', { count });
  return (
    <Flex justify="between" align="center" gap="2">
      <span role="status" ref={status} tabIndex={-1}>
        {seen ? shown : ''}
      </span>
      <Flex gap="2">
        <Button
          variant="secondary"
          iconStart={<RiRefreshLine aria-hidden />}
          isPending={looking}
          isDisabled={malformed}
          onPress={log.look}
        >
          {t('lookAgain')}
        </Button>
        <ExportMenu
          fileExport={auditExport}
          request={() => auditFilters.requestFor(filters, Date.now())}
        />
      </Flex>
    </Flex>
  );
}

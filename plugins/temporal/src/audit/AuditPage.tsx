import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Container, Flex } from '@backstage/ui';
import { RiRefreshLine } from '@remixicon/react';
import { useEffect, useMemo } from 'react';
import { fieldErrorsOf, statusOf } from '../api/requestErrors';
import { temporalApiRef } from '../api/TemporalApi';
import { useWatched } from '../live/useLiveRuns';
import legible from '../readable/legible.module.css';
import { AuditExport } from './AuditExport';
import { malformedIn } from './AuditFilters';
import { AuditLog } from './AuditLog';
import { AuditRecords } from './AuditRecords';
import { ExportMenu } from './ExportMenu';
import { ExportStatus } from './ExportStatus';
import { FilterForm } from './FilterForm';
import { NotAllowed } from './NoAudit';
import { temporalAuditTranslationRef } from './auditTranslation';
import { useFocusWhenLost } from './useFocusWhenLost';
import { FiltersProvider, useFiltersOfAddress } from './useAuditFilters';

/** Who tried what and how it ended, for those who may read it. */
export function AuditPage() {
  const api = useApi(temporalApiRef);
  const applied = useFiltersOfAddress();
  const { filters } = applied;
  const log = useMemo(() => new AuditLog(api, filters), [api, filters]);
  const auditExport = useMemo(() => new AuditExport(api), [api]);
  useEffect(() => {
    log.look();
  }, [log]);
  useEffect(() => auditExport.cancel, [auditExport]);
  const { error } = useWatched(log.state);
  const malformed = malformedIn(filters).size > 0;
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
          <FilterForm refused={error ? fieldErrorsOf(error) : []} />
          <Toolbar log={log} auditExport={auditExport} malformed={malformed} />
          <ExportStatus auditExport={auditExport} />
          <AuditRecords log={log} malformed={malformed} />
        </Flex>
      </Container>
    </FiltersProvider>
  );
}

function Toolbar(props: {
  readonly log: AuditLog;
  readonly auditExport: AuditExport;
  readonly malformed: boolean;
}) {
  const { log, auditExport, malformed } = props;
  const { t } = useTranslationRef(temporalAuditTranslationRef);
  const { records, nextCursor, looking, seen } = useWatched(log.state);
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
        <ExportMenu auditExport={auditExport} />
      </Flex>
    </Flex>
  );
}

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Column, TableBody, TableHeader, TableRoot } from '@backstage/ui';
import type { AuditRecord } from 'backstage-plugin-temporal-common';
import { useState } from 'react';
import { AuditRow } from './AuditRow';
import { RecordDialog } from './RecordDialog';
import { temporalAuditTranslationRef } from './auditTranslation';
import styles from './AuditTable.module.css';

/** Records as rows, each of which can be opened. */
export function AuditTable(props: {
  readonly records: readonly AuditRecord[];
  /** The record whose row takes the focus as soon as it is there. */
  readonly focusOn: number | undefined;
}) {
  const { records, focusOn } = props;
  const { t } = useTranslationRef(temporalAuditTranslationRef);
  const [opened, setOpened] = useState<AuditRecord>();
  return (
    <div className={styles.scroll}>
      <TableRoot aria-label={t('title')}>
        <TableHeader>
          <Column>{t('column.at')}</Column>
          <Column>{t('column.who')}</Column>
          <Column isRowHeader>{t('column.what')}</Column>
          <Column>{t('column.target')}</Column>
          <Column>{t('column.outcome')}</Column>
          <Column>{t('column.run')}</Column>
          <Column>{t('column.details')}</Column>
        </TableHeader>
        <TableBody items={records}>
          {record => (
            <AuditRow
              record={record}
              isFocused={record.id === focusOn}
              onOpen={setOpened}
            />
          )}
        </TableBody>
      </TableRoot>
      {opened && (
        <RecordDialog record={opened} onClose={() => setOpened(undefined)} />
      )}
    </div>
  );
}

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Column, TableBody, TableHeader, TableRoot } from '@backstage/ui';
import { useMemo } from 'react';
import { RunRow } from './RunRow';
import { temporalRunListTranslationRef } from './runListTranslation';
import type { Selection } from './useSelection';
import styles from './RunsTable.module.css';

/** Runs as rows; each row follows its own run, and open ones can be selected. */
export function RunsTable(props: {
  readonly ids: readonly string[];
  readonly selection: Selection;
  readonly ofEntity: boolean;
  /** The run whose row takes the focus as soon as it is there. */
  readonly focusOn: string | undefined;
}) {
  const { ids, selection, ofEntity, focusOn } = props;
  const { t } = useTranslationRef(temporalRunListTranslationRef);
  const rows = useMemo(() => ids.map(id => ({ id })), [ids]);
  return (
    <div className={`${styles.scroll} ${ofEntity ? '' : styles.wide}`}>
      <TableRoot
        aria-label={t('title')}
        selectionMode="multiple"
        selectionBehavior="toggle"
        disabledBehavior="selection"
        selectedKeys={selection.selected}
        disabledKeys={selection.over}
        onSelectionChange={keys =>
          selection.select(keys === 'all' ? 'all' : [...keys].map(String))
        }
      >
        <TableHeader>
          <Column isRowHeader className={styles.action}>
            {t('column.action')}
          </Column>
          {!ofEntity && (
            <Column className={styles.entity}>{t('column.entity')}</Column>
          )}
          <Column className={styles.how}>{t('column.status')}</Column>
          <Column className={styles.who}>{t('column.initiator')}</Column>
          <Column>{t('column.reason')}</Column>
          <Column className={styles.when}>{t('column.requested')}</Column>
          <Column className={styles.duration}>{t('column.duration')}</Column>
        </TableHeader>
        <TableBody items={rows} dependencies={[focusOn]}>
          {row => (
            <RunRow
              id={row.id}
              ofEntity={ofEntity}
              isFocused={row.id === focusOn}
            />
          )}
        </TableBody>
      </TableRoot>
    </div>
  );
}

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Cell, Row } from '@backstage/ui';
import { RiFileListLine, RiLockLine } from '@remixicon/react';
import type { AuditRecord } from 'backstage-plugin-temporal-common';
import { RowFocus } from '../focus/RowFocus';
import { NarrowButton } from '../filters/NarrowButton';
import { EntityName } from '../readable/EntityName';
import { ExactTime } from '../readable/ExactTime';
import { ShortText } from '../readable/ShortText';
import { visibleText } from '../readable/visibleText';
import { When } from '../runs/When';
import { CallerName } from './CallerName';
import { EventName } from './EventName';
import { OutcomeChip } from './OutcomeChip';
import { RunLink } from './RunLink';
import { temporalAuditTranslationRef } from './auditTranslation';
import styles from './AuditTable.module.css';

const SHOWN = 160;

/** One record in few lines. */
export function AuditRow(props: {
  readonly record: AuditRecord;
  readonly isFocused: boolean;
  readonly onOpen: (record: AuditRecord) => void;
}) {
  const { record, isFocused, onOpen } = props;
  const { t } = useTranslationRef(temporalAuditTranslationRef);
  return (
    <Row id={record.id}>
      <Cell>
        {isFocused && <RowFocus />}
        <When at={record.at} />
        <div className={styles.quiet}>
          <ExactTime at={record.at} />
        </div>
      </Cell>
      <Cell>
        <WhoCell record={record} />
      </Cell>
      <Cell>
        <span className={styles.what}>
          <EventName event={record.event} />
        </span>
      </Cell>
      <Cell>
        <TargetCell record={record} />
      </Cell>
      <Cell>
        <OutcomeChip outcome={record.outcome} />
        {record.reason !== undefined && <ShortText text={record.reason} />}
      </Cell>
      <Cell>{record.run !== undefined && <RunCell run={record.run} />}</Cell>
      <Cell>
        <span className={styles.details}>
          <ButtonIcon
            aria-label={t('record.open', { id: String(record.id) })}
            icon={<RiFileListLine aria-hidden />}
            size="small"
            variant="secondary"
            onPress={() => onOpen(record)}
          />
          {record.sealed && <SealMark />}
        </span>
      </Cell>
    </Row>
  );
}

function WhoCell({ record }: { readonly record: AuditRecord }) {
  const { t } = useTranslationRef(temporalAuditTranslationRef);
  const door = visibleText(record.door.slice(0, SHOWN));
  return (
    <>
      <span className={styles.line}>
        <CallerName caller={record.caller} />
        <NarrowButton by="person" value={record.caller} />
      </span>
      <div className={styles.quiet}>
        <bdi>{t('record.through', { door })}</bdi>
      </div>
    </>
  );
}

function TargetCell({ record }: { readonly record: AuditRecord }) {
  const { target, action } = record;
  return (
    <>
      {target !== undefined && (
        <span className={styles.line}>
          <EntityName entityRef={target} />
          <NarrowButton by="entityRef" value={target} />
        </span>
      )}
      {action !== undefined && (
        <span className={`${styles.line} ${styles.quiet}`}>
          <EntityName entityRef={action} />
          <NarrowButton by="action" value={action} />
        </span>
      )}
    </>
  );
}

function RunCell({ run }: { readonly run: string }) {
  return (
    <span className={styles.line}>
      <RunLink run={run} short />
      <NarrowButton by="run" value={run} />
    </span>
  );
}

function SealMark() {
  const { t } = useTranslationRef(temporalAuditTranslationRef);
  const meaning = t('record.sealedMeaning');
  return (
    <span className={styles.seal} title={meaning}>
      <RiLockLine size={14} aria-hidden />
      {t('record.sealed')}
    </span>
  );
}

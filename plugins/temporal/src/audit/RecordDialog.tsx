import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';
import type { AuditRecord } from 'backstage-plugin-temporal-common';
import type { ReactNode } from 'react';
import { EntityName } from '../readable/EntityName';
import { ExactTime } from '../readable/ExactTime';
import { Facts } from '../readable/Facts';
import legible from '../readable/legible.module.css';
import { LongText } from '../readable/LongText';
import { ReadableValue } from '../readable/ReadableValue';
import { SafeText } from '../readable/SafeText';
import { CallerName } from './CallerName';
import { EventName } from './EventName';
import { OutcomeChip } from './OutcomeChip';
import { RunLink } from './RunLink';
import { temporalAuditTranslationRef } from './auditTranslation';
import styles from './AuditTable.module.css';

/** Everything that one record says. */
export function RecordDialog(props: {
  readonly record: AuditRecord;
  readonly onClose: () => void;
}) {
  const { record, onClose } = props;
  const { t } = useTranslationRef(temporalAuditTranslationRef);
  return (
    <Dialog isOpen width={640} onOpenChange={open => !open && onClose()}>
      <DialogHeader>
        {t('record.title', { id: String(record.id) })}
      </DialogHeader>
      <DialogBody className={legible.legible}>
        <RecordFacts record={record} />
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('record.close')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

function RecordFacts({ record }: { readonly record: AuditRecord }) {
  const { t } = useTranslationRef(temporalAuditTranslationRef);
  const { target, action, run, initiator, decision, reason } = record;
  const isKnown = decision === 'allowed' || decision === 'denied';
  return (
    <Facts
      facts={[
        { label: t('record.at'), value: <ExactTime at={record.at} /> },
        { label: t('record.utc'), value: code(record.at) },
        { label: t('record.caller'), value: person(record.caller) },
        { label: t('record.door'), value: code(record.door) },
        {
          label: t('record.event'),
          value: <EventName event={record.event} />,
        },
        { label: t('record.eventId'), value: code(record.event) },
        { label: t('record.entity'), value: entity(target) },
        { label: t('record.action'), value: entity(action) },
        { label: t('record.run'), value: run && <RunLink run={run} /> },
        { label: t('record.initiator'), value: initiator && person(initiator) },
        {
          label: t('record.decision'),
          value: isKnown ? t(`decision.${decision}`) : code(decision),
        },
        {
          label: t('record.outcome'),
          value: <OutcomeChip outcome={record.outcome} />,
        },
        {
          label: t('record.reason'),
          value: reason && <SafeText text={reason} />,
        },
        { label: t('record.inputDigest'), value: code(record.inputDigest) },
        {
          label: t('record.details'),
          value: <ReadableValue value={record.details} />,
        },
        {
          label: t('record.seal'),
          value: t(record.sealed ? 'record.sealedMeaning' : 'record.unsealed'),
        },
      ]}
    />
  );
}

/** By name, and by what filters and exports call them. */
function person(caller: string): ReactNode {
  return (
    <>
      <CallerName caller={caller} />
      {code(caller)}
    </>
  );
}

function entity(entityRef: string | undefined): ReactNode {
  return (
    entityRef && (
      <>
        <EntityName entityRef={entityRef} />
        {code(entityRef)}
      </>
    )
  );
}

function code(text: string | undefined): ReactNode {
  return (
    text && (
      <div className={styles.code}>
        <LongText text={text} />
      </div>
    )
  );
}

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Cell,
  Column,
  Row,
  TableBody,
  TableHeader,
  TableRoot,
} from '@backstage/ui';
import { isFinished } from 'backstage-plugin-temporal-common';
import { useMemo } from 'react';
import { temporalTranslationRef } from '../translation';
import { Elapsed } from './Elapsed';
import { InitiatorName } from './InitiatorName';
import { ProgressBar } from './ProgressBar';
import { RunLink } from './RunLink';
import { useRun } from './RunListContext';
import { RunStatusCell } from './RunStatusCell';
import { When } from './When';
import styles from './RunsTable.module.css';

/** Runs as rows; each row follows its own run. */
export function RunsTable({ ids }: { readonly ids: readonly string[] }) {
  const { t } = useTranslationRef(temporalTranslationRef);
  const rows = useMemo(() => ids.map(id => ({ id })), [ids]);
  return (
    <div className={styles.scroll}>
      <TableRoot aria-label={t('runs.title')}>
        <TableHeader>
          <Column isRowHeader>{t('runs.column.action')}</Column>
          <Column>{t('runs.column.status')}</Column>
          <Column>{t('runs.column.initiator')}</Column>
          <Column>{t('runs.column.requested')}</Column>
          <Column>{t('runs.column.duration')}</Column>
        </TableHeader>
        <TableBody items={rows}>{row => <RunRow id={row.id} />}</TableBody>
      </TableRoot>
    </div>
  );
}

function RunRow({ id }: { readonly id: string }) {
  return (
    <Row id={id}>
      <Cell>
        <RunLink id={id} />
      </Cell>
      <Cell>
        <div className={styles.status}>
          <RunStatusCell id={id} />
          <RunProgress id={id} />
        </div>
      </Cell>
      <Cell>
        <RunInitiator id={id} />
      </Cell>
      <Cell>
        <RunRequested id={id} />
      </Cell>
      <Cell>
        <RunDuration id={id} />
      </Cell>
    </Row>
  );
}

function RunProgress({ id }: { readonly id: string }) {
  const { status, progress } = useRun(id);
  return progress && !isFinished(status) ? (
    <ProgressBar progress={progress} />
  ) : null;
}

function RunInitiator({ id }: { readonly id: string }) {
  return <InitiatorName initiator={useRun(id).initiator} />;
}

function RunRequested({ id }: { readonly id: string }) {
  return <When at={useRun(id).requestedAt} />;
}

function RunDuration({ id }: { readonly id: string }) {
  const run = useRun(id);
  return <Elapsed from={run.startedAt ?? run.requestedAt} to={run.closedAt} />;
}

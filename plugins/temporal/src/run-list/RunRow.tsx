import { Cell, Row } from '@backstage/ui';
import { isFinished } from 'backstage-plugin-temporal-common';
import { NarrowButton } from '../filters/NarrowButton';
import { RowFocus } from '../focus/RowFocus';
import { EntityName } from '../readable/EntityName';
import { ShortText } from '../readable/ShortText';
import { Elapsed } from '../runs/Elapsed';
import { ProgressBar } from '../runs/ProgressBar';
import { RunLink } from '../runs/RunLink';
import { useRun } from '../runs/RunListContext';
import { RunStatusCell } from '../runs/RunStatusCell';
import { When } from '../runs/When';
import { Attempt } from './Attempt';
import { RunInitiator } from './RunInitiator';
import styles from './RunsTable.module.css';

/** One run in one row. What changes of it is drawn anew alone. */
export function RunRow(props: {
  readonly id: string;
  readonly ofEntity: boolean;
  readonly isFocused: boolean;
}) {
  const { id, ofEntity, isFocused } = props;
  return (
    <Row id={id}>
      <Cell>
        {isFocused && <RowFocus />}
        <RunAction id={id} />
      </Cell>
      {!ofEntity && (
        <Cell>
          <RunEntity id={id} />
        </Cell>
      )}
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
        <RunReason id={id} />
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

function RunAction({ id }: { readonly id: string }) {
  const { action, attempt } = useRun(id);
  return (
    <>
      <span className={styles.line}>
        <RunLink id={id} />
        <NarrowButton by="action" value={action.ref} />
      </span>
      {attempt > 1 && <Attempt number={attempt} />}
    </>
  );
}

function RunEntity({ id }: { readonly id: string }) {
  const { entityRef } = useRun(id).target;
  return (
    <span className={styles.line}>
      <EntityName entityRef={entityRef} />
      <NarrowButton by="entityRef" value={entityRef} />
    </span>
  );
}

function RunProgress({ id }: { readonly id: string }) {
  const { status, progress } = useRun(id);
  return progress && !isFinished(status) ? (
    <ProgressBar progress={progress} />
  ) : null;
}

function RunReason({ id }: { readonly id: string }) {
  const { reason } = useRun(id);
  return reason === undefined ? null : <ShortText text={reason} />;
}

function RunRequested({ id }: { readonly id: string }) {
  return <When at={useRun(id).requestedAt} />;
}

function RunDuration({ id }: { readonly id: string }) {
  const run = useRun(id);
  return <Elapsed from={run.startedAt ?? run.requestedAt} to={run.closedAt} />;
}

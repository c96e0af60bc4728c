import { isFinished } from 'backstage-plugin-temporal-common';
import { Elapsed } from './Elapsed';
import { InitiatorName } from './InitiatorName';
import { ProgressBar } from './ProgressBar';
import { RunLink } from './RunLink';
import { useRun } from './RunListContext';
import { RunStatusCell } from './RunStatusCell';
import { RunMarks } from './RunMarks';
import { When } from './When';
import styles from './RunSummary.module.css';

/** One run in few lines, as the card shows it. */
export function RunSummary({ id }: { readonly id: string }) {
  const run = useRun(id);
  const open = !isFinished(run.status);
  return (
    <li className={styles.summary}>
      <div className={styles.line}>
        <RunLink id={id} />
        <RunStatusCell id={id} />
      </div>
      <div className={styles.facts}>
        <InitiatorName initiator={run.initiator} />
        <RunMarks run={run} />
        <When at={run.requestedAt} />
        <Elapsed from={run.startedAt ?? run.requestedAt} to={run.closedAt} />
      </div>
      {open && run.progress && <ProgressBar progress={run.progress} />}
    </li>
  );
}

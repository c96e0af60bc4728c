import { initiatorRef } from 'backstage-plugin-temporal-common';
import { NarrowButton } from '../filters/NarrowButton';
import { InitiatorName } from '../runs/InitiatorName';
import { useRun } from '../runs/RunListContext';
import { RunMarks } from '../runs/RunMarks';
import styles from './RunsTable.module.css';

/** Who asked for a run, or who it says did where nobody vouches for it. */
export function RunInitiator({ id }: { readonly id: string }) {
  const run = useRun(id);
  const { initiator } = run;
  return (
    <>
      <span className={styles.line}>
        <InitiatorName initiator={initiator} />
        <NarrowButton by="initiator" value={initiatorRef(initiator)} />
      </span>
      <RunMarks run={run} />
    </>
  );
}

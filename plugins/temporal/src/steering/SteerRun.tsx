import type { RunDetail } from 'backstage-plugin-temporal-common';
import { PauseRun } from './PauseRun';
import { RetryRun } from './RetryRun';
import { RunAgain } from './RunAgain';
import styles from './Steering.module.css';

/** What else can be done to a run, besides stopping it. */
export function SteerRun({ run }: { readonly run: RunDetail }) {
  return (
    <div className={styles.bar}>
      <RetryRun run={run} />
      <RunAgain run={run} />
      <PauseRun run={run} />
    </div>
  );
}

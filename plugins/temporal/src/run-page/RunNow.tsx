import { Alert } from '@backstage/ui';
import { isFinished, type RunDetail } from 'backstage-plugin-temporal-common';
import { ProgressBar } from '../runs/ProgressBar';
import { SeenAgo } from '../runs/RunStatusCell';
import { StoppedBy } from '../stop/StoppedBy';

/** What there is to know right now: why it does not move, or how far it is. */
export function RunNow({ run }: { readonly run: RunDetail }) {
  const open = !isFinished(run.status);
  return (
    <>
      {run.note !== undefined && (
        <Alert
          role="status"
          status={open ? 'warning' : 'info'}
          icon
          title={run.note}
          description={open ? <SeenAgo at={run.observedAt} /> : undefined}
        />
      )}
      {run.stop && <StoppedBy stop={run.stop} />}
      {open && run.progress && <ProgressBar progress={run.progress} />}
    </>
  );
}

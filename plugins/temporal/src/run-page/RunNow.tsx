import { isFinished, type RunDetail } from 'backstage-plugin-temporal-common';
import { ProgressBar } from '../runs/ProgressBar';
import { StoppedBy } from '../stop/StoppedBy';

/** How far it is, and who has stopped it. */
export function RunNow({ run }: { readonly run: RunDetail }) {
  const { progress, standstill, status, stop } = run;
  return (
    <>
      {/* While it is stopping, the reason why it stands still says so. */}
      {stop && standstill?.kind !== 'stopping' && <StoppedBy stop={stop} />}
      {!isFinished(status) && progress && <ProgressBar progress={progress} />}
    </>
  );
}

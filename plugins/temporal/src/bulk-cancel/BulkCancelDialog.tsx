import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Run } from 'backstage-plugin-temporal-common';
import { useState } from 'react';
import { temporalApiRef } from '../api/TemporalApi';
import { useWatched } from '../live/useLiveRuns';
import { ReasonDialog } from '../stop/ReasonDialog';
import { temporalTranslationRef } from '../translation';
import { BulkCancel } from './BulkCancel';
import { temporalBulkCancelTranslationRef } from './bulkCancelTranslation';
import { OutcomesDialog } from './OutcomesDialog';
import { RunNames } from './RunNames';

/** Names the runs, asks once why, cancels them, and says what became of each. */
export function BulkCancelDialog(props: {
  readonly runs: readonly Run[];
  /** Gets the ids of those that are still to be cancelled. */
  readonly onClose: (left: readonly string[]) => void;
}) {
  const { runs, onClose } = props;
  const api = useApi(temporalApiRef);
  // What was selected when it was opened, whatever becomes of the rows behind.
  const [bulk] = useState(() => new BulkCancel(api, runs));
  const { phase, outcomes } = useWatched(bulk.state);
  const left = bulk.runs
    .map(({ id }) => id)
    .filter(id => outcomes.get(id)?.kind !== 'asked');
  const close = () => onClose(left);
  return phase === 'asking' ? (
    <Asking bulk={bulk} onClose={close} />
  ) : (
    <OutcomesDialog bulk={bulk} onClose={close} />
  );
}

function Asking(props: {
  readonly bulk: BulkCancel;
  readonly onClose: () => void;
}) {
  const { bulk, onClose } = props;
  const { t } = useTranslationRef(temporalBulkCancelTranslationRef);
  const { t: common } = useTranslationRef(temporalTranslationRef);
  const count = bulk.runs.length;
  return (
    <ReasonDialog
      texts={{
        title: t('title', { count }),
        meaning: t('meaning'),
        reason: common('stop.reason'),
        hint: common('stop.reasonHint'),
        keep: t('keep'),
        submit: t('submit', { count }),
        error: t('error'),
      }}
      sending={false}
      error={undefined}
      onSubmit={async reason => {
        bulk.start(reason);
        // Stays open, as the dialog that says what becomes of them.
        return false;
      }}
      onClose={onClose}
    >
      <RunNames runs={bulk.runs} />
    </ReasonDialog>
  );
}

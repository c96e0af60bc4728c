import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';
import type { Run } from 'backstage-plugin-temporal-common';
import { statusOf } from '../api/requestErrors';
import { useWatched } from '../live/useLiveRuns';
import legible from '../readable/legible.module.css';
import { Reason } from '../readable/Reason';
import { useErrorText } from '../readable/useErrorText';
import { visibleText } from '../readable/visibleText';
import { ProgressBar } from '../runs/ProgressBar';
import { Chip } from '../runs/StatusChip';
import { runLooks } from '../runs/statusLooks';
import type { BulkCancel, CancelOutcome } from './BulkCancel';
import { temporalBulkCancelTranslationRef } from './bulkCancelTranslation';
import { RunNames } from './RunNames';
import styles from './BulkCancel.module.css';

const looks = {
  waiting: runLooks.queued,
  sending: runLooks.running,
  asked: runLooks.stopping,
  refused: runLooks.failed,
};

/** How far the cancelling is, and what became of each run. */
export function OutcomesDialog(props: {
  readonly bulk: BulkCancel;
  readonly onClose: () => void;
}) {
  const { bulk, onClose } = props;
  const { t } = useTranslationRef(temporalBulkCancelTranslationRef);
  const { phase, outcomes } = useWatched(bulk.state);
  const isSending = phase === 'sending';
  const all = bulk.runs.length;
  const kinds = [...outcomes.values()].map(({ kind }) => kind);
  const asked = kinds.filter(kind => kind === 'asked').length;
  const refused = kinds.filter(kind => kind === 'refused').length;
  return (
    <Dialog
      isOpen
      isDismissable={false}
      isKeyboardDismissDisabled={isSending}
      width={640}
      onOpenChange={open => !open && !isSending && onClose()}
    >
      <DialogHeader>{t('title', { count: all })}</DialogHeader>
      <DialogBody className={legible.legible}>
        {isSending && (
          <ProgressBar
            progress={{ text: t('sending'), done: asked + refused, total: all }}
          />
        )}
        <p role="status" className={styles.summary}>
          {isSending
            ? ''
            : t('done', { asked: String(asked), all: String(all) })}
        </p>
        <RunNames
          runs={bulk.runs}
          about={run => <Outcome run={run} outcome={outcomes.get(run.id)} />}
        />
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" isPending={isSending} onPress={onClose}>
          {t('leave')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

function Outcome(props: {
  readonly run: Run;
  readonly outcome: CancelOutcome | undefined;
}) {
  const { run, outcome = { kind: 'waiting' } } = props;
  const { t } = useTranslationRef(temporalBulkCancelTranslationRef);
  return (
    <>
      <Chip look={looks[outcome.kind]} text={t(`outcome.${outcome.kind}`)} />
      {outcome.kind === 'refused' && (
        <Refusal run={run} error={outcome.error} />
      )}
    </>
  );
}

/** The backend's words, and whom to ask where it was a matter of rights. */
function Refusal(props: { readonly run: Run; readonly error: Error }) {
  const { run, error } = props;
  const ask = statusOf(error) === 403 ? run.owners : [];
  return (
    <span className={styles.refusal}>
      <Reason text={visibleText(useErrorText(error))} ask={ask} />
    </span>
  );
}

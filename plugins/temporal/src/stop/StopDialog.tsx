import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { RunDetail, StopVerb } from 'backstage-plugin-temporal-common';
import { temporalTranslationRef } from '../translation';
import { ReasonDialog } from './ReasonDialog';
import { useEnding } from './useEnding';

/** Says what stopping means, asks why, and does it. */
export function StopDialog(props: {
  readonly run: RunDetail;
  readonly verb: StopVerb;
  readonly onClose: () => void;
}) {
  const { run, verb, onClose } = props;
  const { t } = useTranslationRef(temporalTranslationRef);
  const { sending, error, endRun } = useEnding(run.id, (api, reason) =>
    api.stopRun(run.id, verb, reason),
  );
  return (
    <ReasonDialog
      texts={{
        title: t(`stop.${verb}.title`, { action: run.action.title }),
        meaning: t(`stop.${verb}.meaning`),
        reason: t('stop.reason'),
        hint: t('stop.reasonHint'),
        keep: t('stop.keep'),
        submit: t(`stop.${verb}.submit`),
        error: t('stop.error'),
      }}
      sending={sending}
      error={error}
      onSubmit={endRun}
      onClose={onClose}
    />
  );
}

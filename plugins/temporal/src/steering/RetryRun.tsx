import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiRestartLine } from '@remixicon/react';
import type { RetryOffer, RunDetail } from 'backstage-plugin-temporal-common';
import { useState } from 'react';
import { ReasonDialog } from '../stop/ReasonDialog';
import { useEnding } from '../stop/useEnding';
import { SteeringButton } from './SteeringButton';
import { usePlanWords } from './usePlanWords';
import { temporalSteeringTranslationRef } from './steeringTranslation';

/** Has a run that ended without success go on. */
export function RetryRun({ run }: { readonly run: RunDetail }) {
  const { t } = useTranslationRef(temporalSteeringTranslationRef);
  const [seen, setSeen] = useState<SeenOffer>();
  const { attempt, mayRetry } = run;
  return (
    <>
      {mayRetry && (
        <SteeringButton
          label={t('retry.button')}
          icon={<RiRestartLine aria-hidden />}
          decision={mayRetry.decision}
          onPress={() => setSeen({ attempt, plan: mayRetry.plan })}
        />
      )}
      {seen && (
        <RetryDialog run={run} seen={seen} onClose={() => setSeen(undefined)} />
      )}
    </>
  );
}

/** What the person has seen, whatever comes while they type. */
interface SeenOffer extends Pick<RetryOffer, 'plan'> {
  readonly attempt: number;
}

function RetryDialog(props: {
  readonly run: RunDetail;
  readonly seen: SeenOffer;
  readonly onClose: () => void;
}) {
  const { run, seen, onClose } = props;
  const { t } = useTranslationRef(temporalSteeringTranslationRef);
  const words = usePlanWords();
  const { sending, error, endRun } = useEnding(run.id, (api, reason) =>
    api.retryRun(run.id, { attempt: seen.attempt, reason }),
  );
  return (
    <ReasonDialog
      texts={{
        title: t('retry.title', { action: run.action.title }),
        meaning: words.meaning(seen.plan),
        reason: t('reason'),
        hint: t('reasonHint'),
        keep: t('retry.keep'),
        submit: t('retry.submit'),
        error: t('retry.error'),
      }}
      isHarmless
      sending={sending}
      error={error}
      onSubmit={endRun}
      onClose={onClose}
    />
  );
}

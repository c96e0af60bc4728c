import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiPauseLine, RiPlayLine } from '@remixicon/react';
import type { PauseVerb, RunDetail } from 'backstage-plugin-temporal-common';
import { useState } from 'react';
import { ReasonDialog } from '../stop/ReasonDialog';
import { useEnding } from '../stop/useEnding';
import { SteeringButton } from './SteeringButton';
import { temporalSteeringTranslationRef } from './steeringTranslation';

const icons = {
  pause: <RiPauseLine aria-hidden />,
  unpause: <RiPlayLine aria-hidden />,
};

/** Pauses a run or lets it go on, where the server can. */
export function PauseRun({ run }: { readonly run: RunDetail }) {
  const { t } = useTranslationRef(temporalSteeringTranslationRef);
  const [asked, setAsked] = useState<PauseVerb>();
  const { mayPause } = run;
  return (
    <>
      {mayPause && (
        <SteeringButton
          label={t(`${mayPause.verb}.button`)}
          icon={icons[mayPause.verb]}
          decision={mayPause.decision}
          onPress={() => setAsked(mayPause.verb)}
        />
      )}
      {asked && (
        <PauseDialog
          run={run}
          verb={asked}
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  );
}

function PauseDialog(props: {
  readonly run: RunDetail;
  readonly verb: PauseVerb;
  readonly onClose: () => void;
}) {
  const { run, verb, onClose } = props;
  const { t } = useTranslationRef(temporalSteeringTranslationRef);
  const { sending, error, endRun } = useEnding(run.id, (api, reason) =>
    api.pauseRun(run.id, verb, reason),
  );
  return (
    <ReasonDialog
      texts={{
        title: t(`${verb}.title`, { action: run.action.title }),
        meaning: t(`${verb}.meaning`),
        reason: t('reason'),
        hint: t('reasonHint'),
        keep: t(`${verb}.keep`),
        submit: t(`${verb}.submit`),
        error: t(`${verb}.error`),
      }}
      isHarmless
      sending={sending}
      error={error}
      onSubmit={endRun}
      onClose={onClose}
    />
  );
}
